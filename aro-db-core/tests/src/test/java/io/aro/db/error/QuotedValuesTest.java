package io.aro.db.error;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.connection.HostConfig;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.util.Throwables;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;

/** Failures over an application's pool, with a driver that quotes values by default. */
@BothEngines
class QuotedValuesTest {

    private static final String PHONE = "+15559876543";
    private static final String NAME = "Ada Lovelace";

    private final TestDatabase database;
    private final AroDatabase db;
    private final Customer ada;

    QuotedValuesTest(TestDatabase database) {
        this.database = database;
        HostConfig config = HostConfig.of(database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE);
        this.db = AroDatabase.over(source(database), config.withClock(database.clock()));
        this.ada = db.customers().create(NewCustomer.withPhone(PHONE).withName(NAME));
    }

    /** Returns a data source with the default settings of the driver. */
    private static DataSource source(TestDatabase database) {
        if (!database.engine().isPostgres()) {
            return database.dataSource();
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    @Test
    void aRowThatIsRefusedIsNotQuoted() {
        quotesNobody(() -> db.customers().create(NewCustomer.withPhone(PHONE).withName(NAME)));
        quotesNobody(() -> db.customers().create(NewCustomer.withPhone(NAME)));
        quotesNobody(() -> db.session()
                .<Integer>write(dsl -> dsl.insertInto(CUSTOMERS)
                        .set(CUSTOMERS.NAME, NAME)
                        .setNull(CUSTOMERS.PHONE)
                        .execute()));
    }

    @Test
    void aRowOfABatchIsNotQuoted() {
        quotesNobody(() -> db.session()
                .<int[]>write(dsl -> dsl.batch(dsl.insertInto(CUSTOMERS, CUSTOMERS.PHONE, CUSTOMERS.NAME)
                                .values((String) null, null))
                        .bind("+15550001111", NAME)
                        .bind(PHONE, NAME)
                        .execute()));
    }

    /** SQLite accepts any text as a value of any type. */
    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void aValueThatTheServerCannotReadIsNotQuoted() {
        quotesNobody(() -> db.session()
                .read(dsl -> dsl.select(DSL.val(NAME).cast(SQLDataType.CLOB).cast(SQLDataType.UUID))
                        .fetch()));
        quotesNobody(() -> db.session()
                .read(dsl -> dsl.select(DSL.field("json_extract_path({0}::json, 'a')", String.class, DSL.val(NAME)))
                        .fetch()));
    }

    /** SQLite has no such messages. */
    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void aMessageWithoutValuesStays() {
        assertThat(causeOf("SELECT 1 / (length('') + 0)")).contains("division by zero");
        assertThat(causeOf(String.format(Locale.ROOT, "SELECT now() AT TIME ZONE '%s'", NAME)))
                .doesNotContain(NAME);
        assertThat(causeOf("SELECT pg_notify('', '')")).contains("channel name cannot be empty");
        assertThat(causeOf(String.format(
                        Locale.ROOT,
                        "INSERT INTO customers (phone, name) VALUES ('+15550001111', repeat('%s', 100))",
                        NAME)))
                .contains("value too long for type character varying(");
    }

    private String causeOf(String sql) {
        Throwable failure = catchThrowable(() -> db.session().<Integer>write(dsl -> dsl.execute(sql)));
        return String.valueOf(Throwables.getRootCause(failure).getMessage());
    }

    @Test
    void aValueThatJooqCannotConvertIsNotQuoted() {
        quotesNobody(
                () -> db.session().read(dsl -> dsl.select(DSL.val(NAME)).fetch().getValues(0, URI.class)));
        quotesNobody(() -> db.useTransaction(
                tx -> tx.session().read(dsl -> dsl.select(DSL.val(NAME)).fetch().getValues(0, URI.class))));
    }

    @Test
    void theReasonOfAMoveIsNotQuoted() throws SQLException {
        Appointment booked = db.appointments().create(visit(ada.id()));
        refuseEventsFromNowOn();

        quotesNobody(
                () -> db.appointments().updateStatus(booked.id(), AppointmentStatus.CANCELLED, DESK.withReason(NAME)));
    }

    @Test
    void thePaymentOfADepositIsNotQuoted() throws SQLException {
        Appointment booked = db.appointments().create(visit(ada.id()));
        db.appointments().requestDeposit(booked.id(), BigDecimal.TEN, Actor.user("desk"));
        refuseEventsFromNowOn();

        quotesNobody(() -> db.appointments().payDeposit(booked.id(), NAME, Actor.user(NAME)));
    }

    @Test
    void whatTheDriverKnowsOfTheRuleStays() {
        AroDatabaseException refusal = catchThrowableOfType(
                ConstraintViolationException.class,
                () -> db.customers().create(NewCustomer.withPhone(PHONE).withName(NAME)));

        assertThat(refusal).isInstanceOfSatisfying(ConstraintViolationException.class, violation -> {
            assertThat(violation.table()).hasValue("customers");
            assertThat(violation.column()).hasValue("phone");
        });
        assertThat(refusal).hasRootCauseInstanceOf(SQLException.class);
        assertThat(Throwables.getStackTrace(refusal)).contains("org.jooq");
        if (database.engine().isPostgres()) {
            assertThat(refusal.getCause())
                    .isInstanceOfSatisfying(
                            PSQLException.class,
                            postgres -> assertThat(postgres.getSQLState()).isEqualTo("23505"));
        }
    }

    private void refuseEventsFromNowOn() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    database.engine().isPostgres()
                            ? "ALTER TABLE events ADD CONSTRAINT ours CHECK (type NOT LIKE '%cancelled' AND type <>"
                                    + " 'deposit.paid') NOT VALID"
                            : "CREATE TRIGGER ours BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'refused'); END");
        }
    }

    /** Checks every printable text of the exception, and the fields of the server's message. */
    private static void quotesNobody(ThrowingCallable call) {
        Throwable refusal = catchThrowable(call);

        assertThat(refusal).isInstanceOf(AroDatabaseException.class);
        List<String> said = Stream.iterate(refusal, Objects::nonNull, Throwable::getCause)
                .flatMap(QuotedValuesTest::words)
                .toList();
        assertThat(said).noneMatch(text -> text.contains(NAME) || text.contains(PHONE.substring(1)));
    }

    private static Stream<String> words(Throwable error) {
        Stream<String> trace = Stream.of(Throwables.getStackTrace(error));
        return error instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
                ? Stream.concat(
                        trace,
                        Stream.ofNullable(postgres.getServerErrorMessage().getDetail()))
                : trace;
    }
}
