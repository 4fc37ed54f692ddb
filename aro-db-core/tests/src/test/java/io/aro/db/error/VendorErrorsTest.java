package io.aro.db.error;

import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.fixture.Unguarded;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.schema.tables.records.CustomersRecord;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.util.Throwables;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Equal exceptions from both engines, despite different codes and messages. */
@BothEngines
class VendorErrorsTest {

    private static final String PHONE = "+15559876543";
    private static final String NAME = "Lovelace";

    private final AroDatabase db;
    private final TestDatabase database;

    VendorErrorsTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @BeforeEach
    void insertAda() {
        db.customers().create(NewCustomer.withPhone(PHONE).withName(NAME));
    }

    @Test
    void secondRowWithUniqueValueIsUnique() {
        violates(
                Kind.UNIQUE,
                () -> db.customers().create(NewCustomer.withPhone(PHONE).withName(NAME)));
    }

    @Test
    void secondRowWithPrimaryKeyIsUnique() {
        UUID id = db.customers().findByPhone(PHONE).orElseThrow().id();

        violates(Kind.UNIQUE, () -> insert("+15550002", CUSTOMERS.ID, id));
    }

    @Test
    void rowThatPointsToNothingIsForeignKey() {
        UUID nobody = db.session().newId();

        violates(Kind.FOREIGN_KEY, () -> db.appointments().create(visitOf(nobody)));
    }

    @Test
    void rowThatIsStillPointedToIsForeignKey() throws SQLException {
        Unguarded.drop(database);
        UUID visit = db.appointments().create(visitOf(ada())).id();

        violates(
                Kind.FOREIGN_KEY,
                () -> db.session()
                        .write(dsl -> dsl.deleteFrom(APPOINTMENT_TRANSITIONS)
                                .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(visit))
                                .execute()));
    }

    @Test
    void valueOutOfRangeIsCheck() {
        violates(Kind.CHECK, () -> insert(PHONE, CUSTOMERS.RISK_SCORE, 101));
        violates(Kind.CHECK, () -> insert(PHONE, CUSTOMERS.NO_SHOW_COUNT, -1L));
    }

    @Test
    void valueOutsideItsListIsCheck() {
        violates(Kind.CHECK, () -> insert(PHONE, CUSTOMERS.RISK_CATEGORY, NAME));
    }

    @Test
    void valueOfWrongFormIsCheck() {
        violates(Kind.CHECK, () -> insert("Lovelace", CUSTOMERS.RISK_SCORE, 1));
    }

    @Test
    void valueThatIsTooLongIsCheck() {
        violates(Kind.CHECK, () -> insert(PHONE, CUSTOMERS.NAME, NAME.repeat(100)));
        violates(Kind.CHECK, () -> insert(PHONE, CUSTOMERS.PAYMENT_STATUS, NAME.repeat(10)));
    }

    @Test
    void sumThatOverflowsItsColumnIsCheck() {
        insert("+15550002", CUSTOMERS.LIFETIME_VALUE, new BigDecimal("999999999999999.99"));

        violates(
                Kind.CHECK,
                () -> db.session()
                        .write(dsl -> dsl.update(CUSTOMERS)
                                .set(CUSTOMERS.LIFETIME_VALUE, CUSTOMERS.LIFETIME_VALUE.plus(new BigDecimal("0.01")))
                                .where(CUSTOMERS.PHONE.eq("+15550002"))
                                .execute()));
    }

    @Test
    void missingValueIsNotNull() {
        violates(
                Kind.NOT_NULL,
                () -> db.session()
                        .write(dsl -> dsl.insertInto(CUSTOMERS)
                                .set(CUSTOMERS.NAME, NAME)
                                .setNull(CUSTOMERS.PHONE)
                                .execute()));
    }

    @Test
    void violationInTransactionIsTheSame() {
        violates(
                Kind.UNIQUE,
                () -> db.useTransaction(
                        tx -> tx.customers().create(NewCustomer.withPhone(PHONE).withName(NAME))));
        violates(
                Kind.UNIQUE,
                () -> db.useTransaction(tx -> tx.savepoint(part ->
                        part.customers().create(NewCustomer.withPhone(PHONE).withName(NAME)))));
    }

    @Test
    void violationInBatchIsTheSame() {
        violates(
                Kind.UNIQUE,
                () -> db.session()
                        .write(dsl -> dsl.batch(dsl.insertInto(CUSTOMERS, CUSTOMERS.PHONE, CUSTOMERS.NAME)
                                        .values((String) null, (String) null))
                                .bind("+15550002", NAME)
                                .bind(PHONE, NAME)
                                .execute()));
    }

    @Test
    void violationOfSeveralRowsIsTheSame() {
        violates(
                Kind.UNIQUE,
                () -> db.session()
                        .write(dsl -> dsl.insertInto(CUSTOMERS, CUSTOMERS.PHONE, CUSTOMERS.NAME)
                                .valuesOfRows(List.of(DSL.row("+15550002", NAME), DSL.row(PHONE, NAME)))
                                .execute()));
    }

    @Test
    void rowOfABatchIsRefusedLikeOneAlone() {
        violates(Kind.UNIQUE, () -> insertBatch(CUSTOMERS.NAME, "Byron", NAME));
        violates(Kind.CHECK, () -> insertBatch(CUSTOMERS.RISK_CATEGORY, "low", NAME));
        violates(Kind.NOT_NULL, () -> insertBatch(CUSTOMERS.RISK_CATEGORY, "low", null));
    }

    @Test
    void violationInABatchNamesItsRule() {
        assertThatThrownBy(() -> insertBatch(CUSTOMERS.RISK_SCORE, 1, 101))
                .isInstanceOfSatisfying(
                        ConstraintViolationException.class,
                        violation -> assertThat(violation.constraint()).hasValue("ck_customers_risk_score"));
    }

    @Test
    void violationFoundAtCommitIsTheSame() throws SQLException {
        Unguarded.drop(database);
        UUID visit = db.appointments().create(visitOf(ada())).id();

        violates(
                Kind.FOREIGN_KEY,
                () -> db.useTransaction(tx -> tx.session()
                        .write(dsl -> dsl.deleteFrom(APPOINTMENT_TRANSITIONS)
                                .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(visit))
                                .execute())));
    }

    @Test
    void edgeThatTheStateMachineLacksIsForeignKey() throws SQLException {
        Unguarded.drop(database);
        UUID visit = db.appointments().create(visitOf(ada())).id();

        violates(
                Kind.FOREIGN_KEY,
                () -> db.useTransaction(tx -> tx.session().write(dsl -> {
                    dsl.update(APPOINTMENT_TRANSITIONS)
                            .set(APPOINTMENT_TRANSITIONS.LAST, false)
                            .set(APPOINTMENT_TRANSITIONS.NEXT_SEQUENCE, 2)
                            .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(visit))
                            .execute();
                    return dsl.insertInto(APPOINTMENT_TRANSITIONS)
                            .set(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID, visit)
                            .set(APPOINTMENT_TRANSITIONS.SEQUENCE, 2)
                            .set(APPOINTMENT_TRANSITIONS.PREVIOUS_SEQUENCE, 1)
                            .set(APPOINTMENT_TRANSITIONS.FROM_STATUS, AppointmentStatus.BOOKED)
                            .set(APPOINTMENT_TRANSITIONS.TO_STATUS, AppointmentStatus.COMPLETED)
                            .set(APPOINTMENT_TRANSITIONS.ACTOR, "system")
                            .set(
                                    APPOINTMENT_TRANSITIONS.OCCURRED_AT,
                                    tx.session().now())
                            .execute();
                })));
    }

    @Test
    void violationNamesItsRule() {
        assertThatThrownBy(() -> insert("+15550002", CUSTOMERS.RISK_SCORE, 101))
                .isInstanceOfSatisfying(
                        ConstraintViolationException.class,
                        violation -> assertThat(violation.constraint()).hasValue("ck_customers_risk_score"))
                .hasMessage("The check constraint ck_customers_risk_score rejected the row; correct the value.");
    }

    @Test
    void missingTableOrColumnSaysToMigrate() {
        isOutdated(() -> db.session()
                .read(dsl ->
                        dsl.selectFrom(DSL.table(DSL.name("no_such_table"))).fetch()));
        isOutdated(() -> db.session()
                .read(dsl -> dsl.select(DSL.field(DSL.name("customers", "none")))
                        .from(CUSTOMERS)
                        .fetch()));
        isOutdated(() -> db.session()
                .write(dsl -> dsl.insertInto(CUSTOMERS, DSL.field(DSL.name("none"), String.class))
                        .values("x")
                        .execute()));
    }

    private static void isOutdated(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage("The schema lacks an object used by the statement; run the aro-db migrate command.");
    }

    private UUID ada() {
        return db.customers().findByPhone(PHONE).orElseThrow().id();
    }

    private NewAppointment visitOf(UUID customer) {
        return NewAppointment.of(
                customer, db.session().now(), Duration.ofMinutes(45), "Cleaning", new BigDecimal("120.00"));
    }

    private <T> int insert(String phone, TableField<CustomersRecord, T> column, T value) {
        return db.session()
                .<Integer>write(dsl -> dsl.insertInto(CUSTOMERS)
                        .set(CUSTOMERS.PHONE, phone)
                        .set(column, value)
                        .execute());
    }

    /** Inserts a batch; its second row has Ada's phone. */
    private <T> void insertBatch(TableField<CustomersRecord, T> column, @Nullable T first, @Nullable T second) {
        db.useTransaction(tx -> tx.session()
                .<int[]>write(dsl -> dsl.batch(dsl.insertInto(CUSTOMERS, CUSTOMERS.PHONE, column)
                                .values((String) null, null))
                        .bind("+15550002", first)
                        .bind(PHONE, second)
                        .execute()));
    }

    /** Asserts a violation without values of the row in the stack trace and its causes. */
    private static void violates(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ConstraintViolationException.class, violation -> {
                    assertThat(violation.kind()).isEqualTo(kind);
                    assertThat(violation.isRetryable()).isFalse();
                })
                .satisfies(violation -> assertThat(Throwables.getStackTrace(violation))
                        .doesNotContain(PHONE, PHONE.substring(1), NAME));
    }
}
