package io.aro.db.internal.pool;

import io.aro.db.connection.WritePosition;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection for repeated questions, opened again after a failure. Confined to one thread, except for
 * {@link #close}.
 */
final class ProbeConnection implements AutoCloseable {

    /** The driver may link its exceptions to a circle. */
    private static final int LONGEST_CHAIN = 20;

    private final Pool.Maker maker;
    private volatile @Nullable Connection open;
    private volatile boolean closed;
    private @Nullable ServerIdentity identity;

    ProbeConnection(Pool.Maker maker) {
        this.maker = maker;
    }

    /** Returns the position by a query with at most one row; empty without a row. */
    Optional<WritePosition> ask(Function<ServerIdentity, String> query) throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery(query.apply(identity()))) {
            return row.next() ? Optional.of(new WritePosition(row.getLong(1), row.getLong(2))) : Optional.empty();
        } catch (SQLException e) {
            drop();
            throw e;
        }
    }

    /** Returns whether a question failed since the server gave no answer in time. */
    static boolean isSilence(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .anyMatch(SocketTimeoutException.class::isInstance);
    }

    /** Returns whether the next question opens a connection. */
    boolean isMissing() {
        return open == null;
    }

    /** Returns the identity of the server, after a question. */
    ServerIdentity identity() {
        return Objects.requireNonNull(identity);
    }

    private Connection connection() throws SQLException {
        Connection known = open;
        if (known != null) {
            return known;
        }
        Connection made = maker.connect();
        open = made;
        if (closed) {
            drop();
            throw new SQLException("The database has been closed.");
        }
        identity = ServerIdentity.of(made);
        return made;
    }

    /** Closes the connection without a farewell to the server, for which a frozen server would be waited for. */
    void drop() {
        Connection known = open;
        open = null;
        if (known != null) {
            try {
                known.abort(Runnable::run);
            } catch (SQLException e) {
                // The connection is of no further use.
            }
        }
    }

    /** Ends the connection, and with it a question under way. */
    @Override
    public void close() {
        closed = true;
        drop();
    }
}
