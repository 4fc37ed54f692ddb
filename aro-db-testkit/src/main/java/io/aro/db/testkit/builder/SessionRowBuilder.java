package io.aro.db.testkit.builder;

import io.aro.db.AroDatabase;
import io.aro.db.repository.Session;
import io.aro.db.transaction.Transaction;

/**
 * A builder of rows of one table that can write in a transaction of the caller.
 *
 * @param <E> what a row is read as
 */
public interface SessionRowBuilder<E> extends RowBuilder<E> {

    /** Writes a row, and whatever it needs, in the session, and returns it as it is then. */
    E insert(Session session);

    @Override
    default E insert(AroDatabase db) {
        return insert(db.session());
    }

    /** Writes a row, and whatever it needs, in the transaction, and returns it as it is then. */
    default E insert(Transaction tx) {
        return insert(tx.session());
    }
}
