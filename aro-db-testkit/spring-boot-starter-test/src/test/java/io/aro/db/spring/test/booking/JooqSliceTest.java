package io.aro.db.spring.test.booking;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.spring.test.AroTestDatabase;
import io.aro.db.testkit.Engine;
import org.jooq.DSLContext;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jooq.test.autoconfigure.JooqTest;

@JooqTest
@AroTestDatabase(engine = Engine.POSTGRES_18)
class JooqSliceTest {

    @RepeatedTest(2)
    void worksOnTheTestDatabase(@Autowired AroDatabase db, @Autowired DSLContext dsl) {
        assertThat(dsl.fetchCount(CUSTOMERS)).isOne();

        db.customers().upsertByPhone(NewCustomer.withPhone("+15550191"));

        assertThat(dsl.fetchCount(CUSTOMERS)).isEqualTo(2);
    }
}
