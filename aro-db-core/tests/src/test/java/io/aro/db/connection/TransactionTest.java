package io.aro.db.connection;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.transaction.Transaction;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commits, rollbacks and refusals of transactions. */
@BothEngines
@Tag("contract")
class TransactionTest {

    private static final NewCustomer ADA = NewCustomer.withPhone("+15550001");
    private static final NewCustomer BOB = NewCustomer.withPhone("+15550002");

    private final AroDatabase db;

    TransactionTest(AroDatabase db) {
        this.db = db;
    }

    @Test
    void commitsAndReturnsTheResult() {
        Customer ada = db.inTransaction(tx -> {
            Customer created = tx.customers().create(ADA);
            tx.customers().incrementNoShowCount(created.id());
            return tx.customers().getById(created.id());
        });

        assertThat(ada.noShowCount()).isEqualTo(1);
        assertThat(db.customers().getById(ada.id())).isEqualTo(ada);
    }

    @Test
    void commitsWithoutResult() {
        db.useTransaction(tx -> tx.customers().create(ADA));

        assertThat(db.customers().findByPhone(ADA.phone())).isPresent();
    }

    @Test
    void showsOthersNothingBeforeItCommits() {
        db.useTransaction(tx -> {
            tx.customers().create(ADA);

            assertThat(tx.customers().findByPhone(ADA.phone())).isPresent();
            assertThat(CompletableFuture.supplyAsync(() -> db.customers().findByPhone(ADA.phone()))
                            .join())
                    .isEmpty();
        });

        assertThat(db.customers().findByPhone(ADA.phone())).isPresent();
    }

    @Test
    void rollsBackAndPassesCheckedExceptionUnwrapped() {
        IOException failure = new IOException("the mail server is down");

        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().create(ADA);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThatNothingIsKept();
    }

    @Test
    void rollsBackAndPassesUncheckedExceptionUnwrapped() {
        RuntimeException failure = new IllegalStateException("no slot");

        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().create(ADA);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThatNothingIsKept();
    }

    @Test
    void rollsBackAndPassesErrorUnwrapped() {
        Error failure = new AssertionError("a bug");

        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().create(ADA);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThatNothingIsKept();
    }

    @Test
    void rollsBackWhenStatementFails() {
        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().create(ADA);
                    tx.customers().create(ADA);
                }))
                .isInstanceOfSatisfying(
                        ConstraintViolationException.class,
                        violation -> assertThat(violation.kind()).isEqualTo(Kind.UNIQUE));

        assertThatNothingIsKept();
    }

    @Test
    void refusesEveryStatementAfterCaughtViolation() {
        db.customers().create(ADA);

        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    UUID bob = tx.customers().create(BOB).id();
                    violate(tx);

                    assertThatItRefuses(() -> tx.customers().getById(bob));
                    assertThatItRefuses(() -> tx.customers().incrementNoShowCount(bob));
                    assertThatItRefuses(() -> tx.events().findByEntity("customer", bob, 1));
                    assertThatItRefuses(() -> tx.session().atomically(session -> "reached"));
                    assertThatItRefuses(() -> tx.savepoint(part -> "reached"));
                    throw new IOException("done");
                }))
                .isInstanceOf(IOException.class);

        assertThat(db.customers().findByPhone(BOB.phone())).isEmpty();
    }

    @Test
    void refusesToCommitAfterCaughtViolation() {
        db.customers().create(ADA);

        assertThatThrownBy(() -> db.inTransaction(tx -> {
                    tx.customers().create(BOB);
                    violate(tx);
                    return "the caller believes that all is well";
                }))
                .isInstanceOf(TransactionMisuseException.class)
                .hasMessage("An earlier statement of this transaction failed, so the transaction rolls back; run a"
                        + " statement that may fail in tx.savepoint(…).");

        assertThat(db.customers().findByPhone(BOB.phone())).isEmpty();
    }

    @Test
    void goesOnAfterRefusalThatReachedNoDatabase() {
        UUID nobody = new UUID(0, 0);

        db.useTransaction(tx -> {
            tx.customers().create(ADA);
            assertThatThrownBy(() -> tx.customers().getById(nobody)).isInstanceOf(NotFoundException.class);
            tx.customers().create(BOB);
        });

        assertThat(db.customers().count(DSL.trueCondition())).isEqualTo(2);
    }

    @Test
    void rollsBackWhenConstraintRefusesTheCommit() {
        Appointment visit = book();
        UUID withoutMoves = db.session().newId();

        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().create(BOB);
                    tx.session()
                            .write(dsl -> dsl.insertInto(APPOINTMENTS)
                                    .set(APPOINTMENTS.ID, withoutMoves)
                                    .set(APPOINTMENTS.CUSTOMER_ID, visit.customerId())
                                    .set(APPOINTMENTS.DATE, visit.date())
                                    .set(APPOINTMENTS.DURATION, 30)
                                    .set(APPOINTMENTS.SERVICE_TYPE, "Cleaning")
                                    .set(APPOINTMENTS.SERVICE_COST, BigDecimal.TEN)
                                    .execute());
                }))
                .isInstanceOfSatisfying(
                        ConstraintViolationException.class,
                        violation -> assertThat(violation.kind()).isEqualTo(Kind.FOREIGN_KEY));

        assertThat(db.customers().findByPhone(BOB.phone())).isEmpty();
        assertThat(db.appointments().findById(withoutMoves)).isEmpty();
        assertThat(db.customers().create(BOB)).isNotNull();
    }

    @Test
    void startsAfreshAfterOneThatFailed() {
        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    throw new IOException("first");
                }))
                .isInstanceOf(IOException.class);

        db.useTransaction(tx -> tx.customers().create(ADA));

        assertThat(db.customers().findByPhone(ADA.phone())).isPresent();
    }

    private Appointment book() {
        Customer ada = db.customers().create(ADA);
        return db.appointments()
                .create(NewAppointment.of(
                        ada.id(),
                        Instant.parse("2026-03-02T15:00:00Z"),
                        Duration.ofMinutes(45),
                        "Cleaning",
                        new BigDecimal("120.00")));
    }

    private void assertThatNothingIsKept() {
        assertThat(db.customers().count(DSL.trueCondition())).isZero();
    }

    private static void violate(Transaction tx) {
        assertThatThrownBy(() -> tx.customers().create(ADA)).isInstanceOf(ConstraintViolationException.class);
    }

    private static void assertThatItRefuses(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(TransactionMisuseException.class)
                .hasMessageStartingWith("An earlier statement of this transaction failed");
    }
}
