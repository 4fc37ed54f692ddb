package io.aro.db.testkit.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ContentionException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BothEngines
class InterleavingTest {

    private final AroDatabase db;
    private final Engine engine;
    private final Interleaving script;
    private final Player ada;
    private final Player ben;

    private UUID one = new UUID(0, 0);
    private UUID other = new UUID(0, 0);

    InterleavingTest(TestDatabase database, AroDatabase db, Engine engine) {
        this.db = db;
        this.engine = engine;
        this.script = Interleaving.of(database);
        this.ada = script.player("Ada");
        this.ben = script.player("Ben");
    }

    @BeforeEach
    void insertCustomers() {
        one = db.customers().create(NewCustomer.withPhone("+15550100")).id();
        other = db.customers().create(NewCustomer.withPhone("+15550101")).id();
    }

    @AfterEach
    void endTheScript() {
        script.close();
    }

    @Test
    void aSecondWriterOfARowWaitsForTheFirst() {
        ada.begin();
        ada.run(tx -> tx.customers().incrementNoShowCount(one));

        Step second = writesToo(one);
        second.assertBlocked();
        assertThat(second.isOver()).isFalse();
        ada.commit();
        second.assertDone();
        ben.commit();

        assertThat(db.customers().getById(one).noShowCount()).isEqualTo(2);
    }

    /** Returns the blocked step: the transaction start on SQLite, the statement on PostgreSQL. */
    private Step writesToo(UUID customer) {
        if (!engine.isPostgres()) {
            Step begun = ben.startToBegin();
            ben.start(tx -> tx.customers().incrementNoShowCount(customer));
            return begun;
        }
        ben.begin();
        return ben.start(tx -> tx.customers().incrementNoShowCount(customer));
    }

    @Test
    void aReaderDoesNotWaitForAWriter() {
        ada.begin();
        ada.run(tx -> tx.customers().incrementNoShowCount(one));

        assertThat(db.customers().getById(one).noShowCount()).isZero();

        ada.rollback();
        assertThat(db.customers().getById(one).noShowCount()).isZero();
    }

    @Test
    void ofTwoWhoWaitForEachOtherOneIsGivenUp() {
        ada.begin();
        ada.run(tx -> tx.customers().incrementNoShowCount(one));
        if (!engine.isPostgres()) {
            ben.startToBegin().assertBlocked(); // There is no second writer to wait for.
            ada.run(tx -> tx.customers().incrementNoShowCount(other));
            ada.commit();
            return;
        }
        ben.begin();
        ben.run(tx -> tx.customers().incrementNoShowCount(other));
        Step first = ada.start(tx -> tx.customers().incrementNoShowCount(other));
        first.assertBlocked();

        Step second = ben.start(tx -> tx.customers().incrementNoShowCount(one));

        Throwable adas = first.await();
        Throwable bens = second.await();
        assertThat(adas == null ? bens : adas).isInstanceOf(ContentionException.class);
        assertThat(adas == null || bens == null).as("the other one goes on").isTrue();
    }

    @Test
    void aStepThatFailsSaysWithWhat() {
        ada.begin();

        Step insertion = ada.start(tx -> tx.customers().create(NewCustomer.withPhone("+15550100")));

        assertThat(insertion.assertFails(ConstraintViolationException.class).kind())
                .isEqualTo(ConstraintViolationException.Kind.UNIQUE);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(insertion::assertDone)
                .withMessageStartingWith("Ada works and fails: ");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> insertion.assertFails(ContentionException.class))
                .withMessage("Ada works and fails, but not with ContentionException.");
    }

    @Test
    void aStepThatDoesNotWaitIsNotTakenForBlocked() {
        ada.begin();

        Step alone = ada.start(tx -> tx.customers().incrementNoShowCount(one));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(alone::assertBlocked)
                .withMessage("Ada works without waiting for a lock; it should be blocked.");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> alone.assertFails(ContentionException.class))
                .withMessageStartingWith("Ada works and succeeds");
        ada.commit();
    }

    @Test
    void aPlayerMayBeginAgain() {
        ada.begin();
        ada.commit();
        ada.begin();
        ada.start(tx -> tx.customers().create(NewCustomer.withPhone("+15550100")))
                .assertFails(ConstraintViolationException.class);

        assertThatIllegalStateException().isThrownBy(ben::commit).withMessage("Ben is in no transaction; begin one.");
        ben.begin();
        assertThatIllegalStateException()
                .isThrownBy(ben::startToBegin)
                .withMessage("Ben is in a transaction already; end it first.");
    }
}
