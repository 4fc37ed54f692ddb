package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.transaction.Transaction;
import java.io.IOException;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Savepoints within a transaction. */
@BothEngines
@Tag("contract")
class SavepointTest {

    private static final NewCustomer ADA = NewCustomer.withPhone("+15550001");
    private static final NewCustomer BOB = NewCustomer.withPhone("+15550002");
    private static final NewCustomer EVE = NewCustomer.withPhone("+15550003");

    private final AroDatabase db;

    SavepointTest(AroDatabase db) {
        this.db = db;
    }

    @Test
    void isKeptWithTheTransaction() {
        Customer bob = db.inTransaction(tx -> {
            tx.customers().create(ADA);
            return tx.savepoint(part -> part.customers().create(BOB));
        });

        assertThat(db.customers().getById(bob.id())).isEqualTo(bob);
        assertThatKeptAre(ADA, BOB);
    }

    @Test
    void isUndoneAloneAndTheTransactionGoesOn() {
        db.useTransaction(tx -> {
            tx.customers().create(ADA);
            undo(tx, BOB);
            tx.customers().create(EVE);
        });

        assertThatKeptAre(ADA, EVE);
    }

    @Test
    void confinesViolationOfConstraint() {
        db.useTransaction(tx -> {
            tx.customers().create(ADA);
            assertThatThrownBy(() -> tx.savepoint(part -> {
                        part.customers().create(BOB);
                        return part.customers().create(ADA);
                    }))
                    .isInstanceOf(ConstraintViolationException.class);
            tx.customers().create(EVE);
        });

        assertThatKeptAre(ADA, EVE);
    }

    @Test
    void refusesToBeKeptAfterCaughtViolation() {
        db.useTransaction(tx -> {
            tx.customers().create(ADA);
            assertThatThrownBy(() -> tx.savepoint(part -> {
                        part.customers().create(BOB);
                        assertThatThrownBy(() -> part.customers().create(ADA))
                                .isInstanceOf(ConstraintViolationException.class);
                        return "the caller believes that all is well";
                    }))
                    .isInstanceOf(TransactionMisuseException.class);
            tx.customers().create(EVE);
        });

        assertThatKeptAre(ADA, EVE);
    }

    @Test
    void nestsInAnother() {
        db.useTransaction(tx -> tx.savepoint(outer -> {
            outer.customers().create(ADA);
            undo(outer, BOB);
            return outer.customers().create(EVE);
        }));

        assertThatKeptAre(ADA, EVE);
    }

    @Test
    void isUndoneWithTheTransaction() {
        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    tx.savepoint(part -> part.customers().create(ADA));
                    throw new IOException("after the savepoint");
                }))
                .isInstanceOf(IOException.class);

        assertThatKeptAre();
    }

    @Test
    void endsWithItsBlock() {
        db.useTransaction(tx -> {
            Transaction kept = tx.savepoint(part -> part);

            assertThatThrownBy(() -> kept.customers().create(ADA))
                    .isInstanceOf(TransactionMisuseException.class)
                    .hasMessage("The transaction has ended; do not keep tx beyond its block.");
            tx.customers().create(BOB);
        });

        assertThatKeptAre(BOB);
    }

    /** Undoes only the savepoint and passes the checked exception unchanged. */
    private static void undo(Transaction tx, NewCustomer customer) {
        IOException failure = new IOException("undo");
        assertThatThrownBy(() -> tx.savepoint(part -> {
                    part.customers().create(customer);
                    throw failure;
                }))
                .isSameAs(failure);
    }

    private void assertThatKeptAre(NewCustomer... customers) {
        assertThat(db.customers().findAll(DSL.trueCondition()))
                .extracting(Customer::phone)
                .containsExactlyInAnyOrderElementsOf(
                        List.of(customers).stream().map(NewCustomer::phone).toList());
    }
}
