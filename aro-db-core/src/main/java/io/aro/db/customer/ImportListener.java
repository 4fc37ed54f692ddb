package io.aro.db.customer;

/** A listener of an import, called on its thread. An exception of the listener ends the import. */
public interface ImportListener {

    /** Receives each rejected row. */
    default void onRejected(RejectedRow row) {}

    /** Receives the progress after each committed batch. */
    default void onProgress(ImportReport soFar) {}
}
