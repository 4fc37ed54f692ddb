package io.aro.db.error;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Unguarded;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.schema.tables.records.EventsRecord;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.JSONB;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Table and column of a violation; {@code CheckParityTest} covers each CHECK and required column. */
@BothEngines
class BrokenRuleTest {

    private final TestDatabase database;
    private final AroDatabase db;
    private UUID ada = new UUID(0, 0);

    BrokenRuleTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
    }

    @BeforeEach
    void insertAda() {
        ada = Given.customer(db, 1).id();
    }

    @Test
    void violationNamesItsTableAndColumn() {
        tells(
                "customers",
                "risk_score",
                () -> db.session()
                        .write(dsl -> dsl.update(CUSTOMERS)
                                .set(CUSTOMERS.RISK_SCORE, 101)
                                .where(CUSTOMERS.ID.eq(ada))
                                .execute()));
        tells("customers", "phone", () -> db.customers().create(NewCustomer.withPhone(Given.phone(1))));
        tells(
                "customers",
                "phone",
                () -> db.session()
                        .write(dsl -> dsl.insertInto(CUSTOMERS)
                                .setNull(CUSTOMERS.PHONE)
                                .execute()));
        tells("events", "actor", () -> insertEvent(EVENTS.ACTOR, "robot"));
        tells("events", "type", () -> insertEvent(EVENTS.TYPE, null));
    }

    @Test
    void violationOfSeveralColumnsNamesItsTableOnly() {
        Appointment visit = db.appointments().create(Given.visit(ada));

        tells(
                "appointments",
                null,
                () -> db.session()
                        .write(dsl -> dsl.update(APPOINTMENTS)
                                .set(APPOINTMENTS.STATUS, AppointmentStatus.CANCELLED)
                                .where(APPOINTMENTS.ID.eq(visit.id()))
                                .execute()));
        tells(
                "idempotency_keys",
                null,
                () -> db.session()
                        .write(dsl -> dsl.insertInto(IDEMPOTENCY_KEYS, IDEMPOTENCY_KEYS.KEY)
                                .valuesOfRows(List.of(DSL.row("evt-1"), DSL.row("evt-1")))
                                .execute()));
    }

    /** The table belongs to the service. SQLite names a CHECK, and only the columns of all other rules. */
    @Test
    void violationOfAnotherTableNamesWhatTheEngineTells() {
        String sql = "CREATE TABLE notes (id INTEGER CONSTRAINT pk_notes PRIMARY KEY, text VARCHAR(9) NOT NULL,"
                + " CONSTRAINT ck_notes_text CHECK (text <> ''))";
        db.session().write(dsl -> dsl.execute(sql));

        tells(
                "notes",
                "text",
                () -> db.session().write(dsl -> dsl.execute("INSERT INTO notes (id, text) VALUES (1, NULL)")));
        tells(
                "notes",
                "id",
                () -> db.session().write(dsl -> dsl.execute("INSERT INTO notes (id, text) VALUES (1, 'a'), (1, 'b')")));
        tells(
                database.engine().isPostgres() ? "notes" : null,
                null,
                () -> db.session().write(dsl -> dsl.execute("INSERT INTO notes (id, text) VALUES (1, '')")));
    }

    @Test
    void onlyPostgresNamesTheTableOfAForeignKey() throws SQLException {
        Unguarded.drop(database);
        UUID nobody = db.session().newId();
        boolean isNamed = database.engine().isPostgres();
        UUID visit = db.appointments().create(Given.visit(ada)).id();

        tells(
                isNamed ? "appointments" : null,
                isNamed ? "customer_id" : null,
                () -> db.appointments().create(Given.visit(nobody)));
        tells(
                isNamed ? "appointments" : null,
                null,
                () -> db.session()
                        .write(dsl -> dsl.deleteFrom(APPOINTMENT_TRANSITIONS)
                                .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(visit))
                                .execute()));
    }

    @Test
    void violationOfATriggerNamesItsTableOnly() {
        Appointment visit = db.appointments().create(Given.visit(ada));

        tells(
                "appointment_transitions",
                null,
                () -> db.session()
                        .write(dsl -> dsl.update(APPOINTMENT_TRANSITIONS)
                                .set(APPOINTMENT_TRANSITIONS.REASON, "another")
                                .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(visit.id()))
                                .execute()));
    }

    private <T> int insertEvent(TableField<EventsRecord, T> column, @Nullable T value) {
        EventsRecord row = new EventsRecord();
        row.setId(db.session().newId());
        row.setTimestamp(db.session().now());
        row.setType("customer.created");
        row.setEntityType("customer");
        row.setEntityId(db.session().newId());
        row.setActor("system");
        row.setData(JSONB.jsonb("{}"));
        row.setMetadata(JSONB.jsonb("{}"));
        row.set(column, value);
        return db.session()
                .<Integer>write(dsl -> dsl.insertInto(EVENTS).set(row).execute());
    }

    private static void tells(@Nullable String table, @Nullable String column, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ConstraintViolationException.class, violation -> {
            assertThat(violation.table()).isEqualTo(Optional.ofNullable(table));
            assertThat(violation.column()).isEqualTo(Optional.ofNullable(column));
        });
    }
}
