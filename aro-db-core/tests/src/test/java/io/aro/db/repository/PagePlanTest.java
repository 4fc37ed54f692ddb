package io.aro.db.repository;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.customer.NewCustomer;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of customers by name, with nulls. */
@BothEngines
class PagePlanTest {

    private static final List<PageRequest> ORDERS = List.of(
            PageRequest.of(2).ascendingIgnoringCase(CUSTOMERS.NAME),
            PageRequest.of(2).descendingIgnoringCase(CUSTOMERS.NAME));

    private final TestDatabase database;
    private final CustomerRepository customers;

    PagePlanTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.customers = db.customers();
    }

    @BeforeEach
    void insertCustomers() {
        Stream.of("Ada", "bo", "", null, null, null, null, null)
                .forEach(name -> customers.create(NewCustomer.withPhone(phone((int) customers.count(noCondition())))
                        .withName(name)));
    }

    @Test
    void anIndexServesEveryPageBeforeAndAfterTheFirstRowWithoutAValue() {
        assertThat(ORDERS).allSatisfy(order -> {
            List<Page<Customer>> pages = new ArrayList<>();
            database.assertUsesIndexes(() -> pages.addAll(Paging.all(customers::page, order)));

            assertThat(Paging.items(pages)).hasSize(8);
        });
    }
}
