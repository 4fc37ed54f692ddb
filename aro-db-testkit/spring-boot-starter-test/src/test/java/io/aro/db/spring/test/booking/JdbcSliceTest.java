package io.aro.db.spring.test.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.spring.test.AroTestDatabase;
import io.aro.db.testkit.TestClock;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@JdbcTest
@AroTestDatabase
class JdbcSliceTest {

    @RepeatedTest(2)
    void worksOnTheTestDatabase(@Autowired AroDatabase db, @Autowired JdbcClient jdbc, @Autowired TestClock clock) {
        assertThat(jdbc.sql("SELECT count(*) FROM customers")
                        .query(Integer.class)
                        .single())
                .isOne();

        assertThat(db.customers()
                        .upsertByPhone(NewCustomer.withPhone("+15550181"))
                        .createdAt())
                .isEqualTo(clock.instant());

        assertThat(jdbc.sql("SELECT count(*) FROM customers")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }
}
