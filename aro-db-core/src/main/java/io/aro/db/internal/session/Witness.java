package io.aro.db.internal.session;

import java.sql.Connection;

/** The driver's knowledge of the transaction on its connection, available without a round trip to a server. */
sealed interface Witness permits SqliteWitness, PostgresWitness {

    /** Returns whether the failed statement ended the transaction. */
    boolean isGoneAfter(Throwable error);

    /** Returns whether the transaction still exists but the engine refuses its remaining statements. */
    boolean isRefused();

    /** Returns the connection of the transaction: the driver's connection where accessible. */
    Connection connection();

    /** Ends the replacement transaction, if this witness has begun a replacement for a lost transaction. */
    void leaveNothing();
}
