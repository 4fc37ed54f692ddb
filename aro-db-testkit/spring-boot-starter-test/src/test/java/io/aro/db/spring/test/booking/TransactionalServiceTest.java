package io.aro.db.spring.test.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.spring.test.AroTestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.transaction.TestTransaction;
import org.springframework.transaction.annotation.Transactional;

/** Tests in transactions that Spring rolls back. */
@SpringBootTest
@AroTestDatabase
@Transactional
class TransactionalServiceTest {

    private static final String OF_THE_CLASS = "+15550151";
    private static final String OF_A_TEST = "+15550152";

    @Autowired
    private AroDatabase db;

    @Autowired
    private Registrations registrations;

    @BeforeAll
    static void registers(@Autowired Registrations registrations) {
        registrations.register(OF_THE_CLASS);
    }

    @RepeatedTest(2)
    void beginsWithTheRowsOfTheStart() {
        assertThat(db.customers().findByPhone(OF_THE_CLASS)).isEmpty();
        assertThat(db.customers().findByPhone(OF_A_TEST)).isEmpty();

        registrations.register(OF_A_TEST);
        TestTransaction.flagForCommit();
        TestTransaction.end();

        assertThat(db.customers().findByPhone(OF_A_TEST)).isPresent();
    }

    @Nested
    class InANestedClass {

        @RepeatedTest(2)
        void findsNoRowsOfAnotherTest() {
            assertThat(db.customers().findByPhone(BookingService.FIRST)).isPresent();
            assertThat(db.customers().findByPhone(OF_A_TEST)).isEmpty();

            registrations.register(OF_A_TEST);
        }
    }
}
