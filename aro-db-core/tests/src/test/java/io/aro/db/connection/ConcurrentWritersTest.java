package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.testkit.BothEngines;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Concurrent writers of one row and of one unique phone. */
@BothEngines
@Timeout(120)
class ConcurrentWritersTest {

    private final AroDatabase db;

    ConcurrentWritersTest(AroDatabase db) {
        this.db = db;
    }

    @Test
    void loseNoStepOfCounterThatGrowsByItself() throws Exception {
        UUID ada = db.customers().create(NewCustomer.withPhone("+15550001")).id();

        Race.run(thread -> db.customers().incrementNoShowCount(ada));

        assertThat(db.customers().getById(ada).noShowCount()).isEqualTo(Race.STEPS);
    }

    @Test
    void insertOneCustomerPerPhone() throws Exception {
        Race.run(thread -> db.customers().upsertByPhone(NewCustomer.withPhone("+15550001")));

        assertThat(db.customers().count(DSL.trueCondition())).isEqualTo(1);
    }
}
