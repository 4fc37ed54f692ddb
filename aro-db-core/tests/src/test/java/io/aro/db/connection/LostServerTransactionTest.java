package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.refusal.TransactionFailedException;
import io.aro.db.repository.Session;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.fault.Faults;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions lost on the PostgreSQL server. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
class LostServerTransactionTest {

    private static final NewCustomer ADA = NewCustomer.withPhone("+15550001");
    private static final NewCustomer BOB = NewCustomer.withPhone("+15550002");

    private final Faults faults;
    private final AroDatabase db;

    LostServerTransactionTest(TestDatabase database) {
        this.faults = Faults.of(database);
        this.db = database.open(faults);
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void isLostWithTheConnectionThatTheServerEnds() {
        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().create(ADA);
                    faults.onStatement(1).isCut();
                    assertThat(catchThrowable(
                                    () -> tx.savepoint(part -> part.customers().create(BOB))))
                            .isInstanceOf(UnavailableException.class);
                    assertThat(catchThrowable(() -> tx.customers().create(BOB)))
                            .isInstanceOf(TransactionFailedException.class);
                }))
                .withCauseInstanceOf(UnavailableException.class);

        assertNothingIsKept();
    }

    @Test
    void refusesToCommitWhatTheServerWouldNot() {
        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().create(ADA);
                    failUnseen(tx.session());
                }))
                .satisfies(refusal -> assertThat(refusal).hasStackTraceContaining("division by zero"));

        assertNothingIsKept();
    }

    @Test
    void undoesASavepointThatTheServerWouldNotKeep() {
        db.useTransaction(tx -> {
            tx.customers().create(ADA);
            assertThat(catchThrowable(() -> tx.savepoint(part -> {
                        part.customers().create(BOB);
                        failUnseen(part.session());
                        return "the caller believes that all is well";
                    })))
                    .isInstanceOf(TransactionFailedException.class);
        });

        assertThat(db.customers().findByPhone(ADA.phone())).isPresent();
        assertThat(db.customers().findByPhone(BOB.phone())).isEmpty();
    }

    private static void failUnseen(Session session) {
        session.<Integer>write(dsl -> {
            assertThat(catchThrowable(() -> dsl.fetch("select 1 / 0"))).isNotNull();
            assertThat(catchThrowable(() -> dsl.fetch("select 1"))).isNotInstanceOf(AroDatabaseException.class);
            return 0;
        });
    }

    private void assertNothingIsKept() {
        assertThat(db.customers().count(DSL.noCondition())).isZero();
        assertThat(db.inTransaction(tx -> tx.customers().create(BOB)).phone()).isEqualTo(BOB.phone());
    }
}
