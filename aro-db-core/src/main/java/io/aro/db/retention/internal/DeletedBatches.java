package io.aro.db.retention.internal;

import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.ContentionRetry;
import io.aro.db.internal.session.SessionFunction;

/** The deletion of rows batch by batch, each batch in a transaction of its own. */
final class DeletedBatches {

    private DeletedBatches() {}

    /**
     * Deletes until a batch is not full, and counts what was deleted.
     *
     * @param size the number of rows of a full batch
     * @param batch deletes one batch and returns the number of its rows
     */
    static void delete(
            Connections connections, int size, SessionFunction<Integer, RuntimeException> batch, StepCounter tally) {
        ContentionRetry attempts = new ContentionRetry(connections);
        int deleted;
        do {
            deleted = attempts.<Integer>inTransaction(batch);
            tally.add(deleted, null, null);
        } while (deleted == size);
    }
}
