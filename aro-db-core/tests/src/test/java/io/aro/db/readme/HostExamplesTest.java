package io.aro.db.readme;

import static io.aro.db.testkit.builder.Builders.aCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.fixture.Given;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** The examples of docs/hosts.md: appointment and invoice commit together, or not at all. */
@BothEngines
class HostExamplesTest {

    private final AroDatabase outside;
    private final DataSource pool;
    private final SQLDialect dialect;
    private final DSLContext dsl;
    private final NewAppointment appointment;

    HostExamplesTest(AroDatabase outside, TestDatabase database, TestClock clock) {
        this.outside = outside;
        this.pool = database.dataSource();
        this.dialect = database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
        this.dsl = DSL.using(pool, dialect);
        UUID customer = aCustomer().insert(outside.session()).id();
        appointment = NewAppointment.of(
                customer,
                clock.instant().plus(Duration.ofDays(1)),
                Duration.ofMinutes(45),
                "Cleaning",
                new BigDecimal("120.00"));
        dsl.execute("CREATE TABLE invoices (appointment_id TEXT)");
    }

    @Test
    void onJooq() {
        HostExamples.onJooq(dsl, appointment);

        assertCommitted(1);
    }

    @Test
    void onJooqNothingStaysIfTheInvoiceFails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> dsl.transaction(outer -> {
                    HostExamples.onJooq(outer.dsl(), appointment);
                    throw new IllegalStateException("The application fails.");
                }));

        assertCommitted(0);
    }

    @Test
    void onJdbc() throws SQLException {
        UUID id = InvoicedBooking.bookFirst(pool, dialect);

        assertThat(outside.appointments().getById(id).serviceType()).isEqualTo("Cleaning");
        assertCommitted(1);
    }

    @Test
    void onJdbcNothingStaysIfTheInvoiceFails() {
        dsl.execute("DROP TABLE invoices");

        assertThatThrownBy(() -> InvoicedBooking.book(pool, dialect, appointment))
                .isInstanceOf(SQLException.class);

        assertThat(outside.appointments().findUpcoming()).isEmpty();
    }

    @Test
    void onPool() {
        HostExamples.onPool(pool, dialect).appointments().create(appointment);

        assertThat(outside.appointments().findUpcoming()).hasSize(1);
    }

    @Test
    void readsAfterTheWrite() {
        UUID ada = Given.customer(outside, 1).id();

        assertThat(HostExamples.afterTheWrite(outside, ada).tags()).containsExactly("vip");
    }

    @Test
    void inSpring() {
        HostExamples.inSpring(template(), HostExamples.onSpring(pool, dialect), bound(), appointment);

        assertCommitted(1);
    }

    @Test
    void inSpringNothingStaysIfTheApplicationRollsBack() {
        AroDatabase db = HostExamples.onSpring(pool, dialect);

        template().executeWithoutResult(status -> {
            HostExamples.inSpring(template(), db, bound(), appointment);
            status.setRollbackOnly();
        });

        assertCommitted(0);
    }

    @Test
    void joiningExecutesOnceInTheTransactionOfTheApplication() {
        AroDatabase db = HostExamples.onSpring(pool, dialect);
        IdempotencyKey key = IdempotencyKey.of("calendly", "evt_1");

        template().executeWithoutResult(status -> HostExamples.joining(db, key, "{}", appointment));
        template()
                .executeWithoutResult(status -> assertThat(HostExamples.joining(db, key, "{}", appointment))
                        .isInstanceOf(Outcome.Replayed.class));

        assertThat(outside.appointments().findUpcoming()).hasSize(1);
    }

    private TransactionTemplate template() {
        return new TransactionTemplate(new DataSourceTransactionManager(pool));
    }

    private DSLContext bound() {
        return DSL.using(new TransactionAwareDataSourceProxy(pool), dialect);
    }

    private void assertCommitted(int count) {
        assertThat(outside.appointments().findUpcoming()).hasSize(count);
        assertThat(dsl.fetchCount(DSL.table("invoices"))).isEqualTo(count);
    }
}
