package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.schema.Tables;
import io.aro.db.testkit.AroDatabaseTest.Isolation;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@BothEngines
@AroDatabaseTest(isolation = Isolation.PER_CLASS, sqlite = SqliteStorage.SHARED_MEMORY)
class SharedDatabaseOfEachEngineTest {

    @SeedDatabase
    static void fill(AroDatabase db, Engine engine) {
        db.customers().create(NewCustomer.withPhone("+15550100").withName(engine.name()));
    }

    @Test
    void isFilledOnce(AroDatabase db, Engine engine) {
        assertThat(db.customers().findAll(DSL.noCondition()))
                .extracting(Customer::name)
                .containsExactly(engine.name());
    }

    @Nested
    class InANestedClass {

        @Test
        void isTheSame(AroDatabase db, Engine engine) {
            assertThat(db.customers().findAll(Tables.CUSTOMERS.NAME.eq(engine.name())))
                    .hasSize(1);
        }
    }
}
