package io.aro.db.repository;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.testkit.BothEngines;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Inserts and deletes before, between and after the rows of a running page-by-page read. */
@BothEngines
class PageRaceTest {

    private static final int THERE_ALL_ALONG = 200;
    private static final List<UnaryOperator<PageRequest>> ORDERS = List.of(
            request -> request,
            request -> request.ascending(CUSTOMERS.NAME),
            request -> request.descendingIgnoringCase(CUSTOMERS.NAME),
            request -> request.descending(CUSTOMERS.NAME).ascending(CUSTOMERS.EMAIL));

    private final CustomerRepository customers;

    PageRaceTest(AroDatabase db) {
        this.customers = db.customers();
    }

    @BeforeEach
    void insertCustomers() {
        customers.createAll(
                Stream.iterate(0, i -> i < THERE_ALL_ALONG, i -> i + 1).map(PageRaceTest::numbered));
    }

    @Test
    void skipsNoRowAndReturnsNoneTwiceWhileOthersComeAndGo() throws Exception {
        List<UUID> thereAllAlong =
                customers.findAll(noCondition()).stream().map(Customer::id).toList();
        try (Crew crew = Crew.of(1 + ORDERS.size())) {

            Results<List<UUID>> seen =
                    crew.together(member -> member == 0 ? comeAndGo() : read(ORDERS.get(member - 1)));

            assertThat(seen.failures()).isEmpty();
            assertThat(seen.values().subList(1, seen.values().size()))
                    .allSatisfy(ids -> assertThat(ids).doesNotHaveDuplicates().containsAll(thereAllAlong));
        }
    }

    private List<UUID> read(UnaryOperator<PageRequest> order) {
        return Paging.items(Paging.all(customers::page, order.apply(PageRequest.of(3)))).stream()
                .map(Customer::id)
                .toList();
    }

    private List<UUID> comeAndGo() {
        List<UUID> gone = new ArrayList<>();
        for (int i = THERE_ALL_ALONG; i < 2 * THERE_ALL_ALONG; i++) {
            UUID id = customers.create(numbered(i)).id();
            if (i % 2 == 0) {
                customers.delete(id);
                gone.add(id);
            }
        }
        return gone;
    }

    /** Returns a numbered customer. Names repeat every seven numbers, and every eleventh is missing. */
    private static NewCustomer numbered(int i) {
        return NewCustomer.withPhone(phone(i))
                .withName(i % 11 == 0 ? null : "Name " + i % 7)
                .withEmail(i % 3 + "@example.org");
    }
}
