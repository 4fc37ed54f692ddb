package io.aro.db.internal.session;

import java.sql.Connection;

/** A driver's knowledge of the transaction on its connection; it costs no round trip. */
sealed interface Witness permits SqliteWitness, PostgresWitness {

    /** Tells whether the failure of a statement has ended the transaction. */
    boolean isGoneAfter(Throwable error);

    /** Tells whether the engine refuses the rest of the transaction, which is still there. */
    boolean isRefused();

    /** Returns the connection that the transaction is on: the driver's own if it is known. */
    Connection connection();

    /** Ends what this witness has put in the place of the transaction that is gone. */
    void leaveNothing();
}
