package io.aro.db.spring.test.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.spring.test.AroTestDatabase;
import io.aro.db.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest
@AroTestDatabase(rows = AroTestDatabase.Rows.KEEP)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DirtiesContext
class KeptRowsTest {

    private static final String OF_THE_CLASS = "+15550141";
    private static final String OF_A_TEST = "+15550142";
    private static final Instant START = Instant.parse("2026-03-02T15:04:05.123456Z");

    @Autowired
    private AroDatabase db;

    @Autowired
    private TestClock clock;

    @BeforeAll
    static void registers(@Autowired Registrations registrations) {
        registrations.register(OF_THE_CLASS);
    }

    @Test
    @Order(1)
    void findsTheRowsOfItsClass(@Autowired Registrations registrations) {
        assertThat(db.customers().findByPhone(OF_THE_CLASS)).isPresent();

        registrations.register(OF_A_TEST);
        clock.advance(Duration.ofDays(1));
    }

    @Test
    @Order(2)
    void findsTheRowsAndTheTimeOfAnEarlierTest() {
        assertThat(db.customers().findByPhone(OF_A_TEST)).isPresent();
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(1)));
    }
}
