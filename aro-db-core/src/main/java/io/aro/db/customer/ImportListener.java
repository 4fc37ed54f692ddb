package io.aro.db.customer;

/** A listener of an import, called on the importing thread. An exception of the listener aborts the import. */
public interface ImportListener {

    /** Called for each rejected row, beyond the report's limit too. */
    default void onRejected(RejectedRow row) {}

    /** Called with the running totals after each batch. Outside a transaction the batch is committed. */
    default void onProgress(ImportReport soFar) {}
}
