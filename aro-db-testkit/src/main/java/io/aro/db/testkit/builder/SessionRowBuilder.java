package io.aro.db.testkit.builder;

import io.aro.db.AroDatabase;
import io.aro.db.repository.Session;
import io.aro.db.transaction.Transaction;

/**
 * A builder of rows of one table, with support for the caller's transaction.
 *
 * @param <E> the type of a stored row
 */
public interface SessionRowBuilder<E> extends RowBuilder<E> {

    /** Inserts a row in the session, with any rows it requires, and returns the row as stored. */
    E insert(Session session);

    @Override
    default E insert(AroDatabase db) {
        return insert(db.session());
    }

    /** Inserts a row in the transaction, with any rows it requires, and returns the row as stored. */
    default E insert(Transaction tx) {
        return insert(tx.session());
    }
}
