package io.aro.db.customer;

/** Is told about an import while it runs, on its thread; what it throws ends the import. */
public interface ImportListener {

    /** Is told of each row that is left out. */
    default void onRejected(RejectedRow row) {}

    /** Is told what has been done so far, each time a batch of rows is committed. */
    default void onProgress(ImportReport soFar) {}
}
