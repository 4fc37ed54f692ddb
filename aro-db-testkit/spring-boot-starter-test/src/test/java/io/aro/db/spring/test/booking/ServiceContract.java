package io.aro.db.spring.test.booking;

import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The tests of a service on any engine; its properties name a server that does not exist. */
@SpringBootTest(
        properties = {
            "spring.datasource.url=jdbc:postgresql://nowhere.invalid/booking",
            "spring.datasource.username=nobody",
            "aro.db.sqlite.file=/nowhere/booking.db"
        })
abstract class ServiceContract {

    private static final String PHONE = "+15550123";
    private static final Instant START = Instant.parse("2026-03-02T15:04:05.123456Z");

    @Autowired
    private AroDatabase db;

    @Autowired
    private TestDatabase database;

    @Autowired
    private TestClock clock;

    @Autowired
    private Registrations registrations;

    @Autowired
    private DataSource pool;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void connectsThePoolToTheTestDatabase() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getMetaData().getURL()).startsWith(database.jdbcUrl());
        }
        registrations.register(PHONE);

        try (AroDatabase beside = database.open()) {
            assertThat(beside.customers().findByPhone(PHONE)).isPresent();
        }
    }

    @Test
    void rollsBackWithTheTransactionOfTheService() {
        assertThatIllegalStateException().isThrownBy(() -> registrations.registerAndFail(PHONE));

        assertThat(db.customers().findByPhone(PHONE)).isEmpty();
    }

    @Test
    void sharesATransactionWithPlainJdbc() {
        transaction.executeWithoutResult(status -> {
            registrations.register(PHONE);
            assertThat(customers()).isEqualTo(2);
            status.setRollbackOnly();
        });

        assertThat(customers()).isEqualTo(1);
    }

    @Test
    void writesAtTheTimeOfTheTest(@Autowired InstantSource ofTheService) {
        clock.advance(Duration.ofDays(3));

        Customer ada = registrations.register(PHONE);

        assertThat(ofTheService).isSameAs(clock);
        assertThat(ada.createdAt()).isEqualTo(START.plus(Duration.ofDays(3)));
    }

    @RepeatedTest(3)
    void findsTheRowsAndTheTimeOfTheStart() {
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(customers()).isEqualTo(1);
        Customer first = db.customers().findByPhone(BookingService.FIRST).orElseThrow();
        assertThat(first.noShowCount()).isZero();
        assertThat(db.appointments().findUpcoming()).isEmpty();

        db.customers().incrementNoShowCount(first.id());
        UUID appointment = anAppointment()
                .confirmed()
                .of(aCustomer().consenting().tagged())
                .insert(db.session())
                .id();
        clock.advance(Duration.ofMinutes(1));
        assertThat(db.appointments().findById(appointment)).isPresent();
    }

    private int customers() {
        return JdbcClient.create(pool)
                .sql("SELECT count(*) FROM customers")
                .query(Integer.class)
                .single();
    }
}
