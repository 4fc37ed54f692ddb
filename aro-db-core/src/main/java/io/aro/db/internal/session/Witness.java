package io.aro.db.internal.session;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.Configuration;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** A driver's knowledge of the transaction on its connection; it costs no round trip. */
public sealed interface Witness extends AutoCloseable permits SqliteWitness, PostgresWitness {

    /** Returns the witness of the transaction that the configuration has just begun. */
    static Witness of(Configuration transaction) {
        return transaction
                .dsl()
                .connectionResult(connection -> transaction.family() == SQLDialect.SQLITE
                        ? SqliteWitness.of(connection)
                        : PostgresWitness.of(connection));
    }

    /** Tells whether the transaction has ended, by whomever. */
    boolean isGone();

    /** Tells whether the failure of a statement has ended the transaction. */
    boolean isGoneAfter(Throwable error);

    /** Tells whether the engine refuses the rest of the transaction, which is still there. */
    boolean isRefused();

    /** Returns the connection that the transaction is on: the driver's own if it is known. */
    Connection connection();

    /** Ends what this witness has put in the place of the transaction that is gone. */
    void leaveNothing();

    /** Stops to listen to the driver. */
    @Override
    void close();

    /** Returns the driver's own connection; nothing if what is around it does not give it away. */
    static <T extends Connection> @Nullable T driver(Connection connection, Class<T> type) {
        try {
            return connection.unwrap(type);
        } catch (SQLException e) {
            return null;
        }
    }
}
