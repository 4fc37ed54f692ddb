package io.aro.db.internal.session;

import java.time.Duration;
import java.time.Instant;
import org.jooq.Field;

/**
 * The current time as a SQL expression, consistent across several machines. Immutable.
 *
 * <p>On PostgreSQL this is the server's time, independent of differing machine clocks. On SQLite all users share the
 * clock of one machine. An injected clock takes precedence on both engines. Every system clock of
 * {@code java.time.Clock} counts as the system's, in any zone and of any tick length.
 */
public interface SqlClock {

    /** Returns the time of the statement; on PostgreSQL constant within a statement. */
    Field<Instant> now();

    /** Returns the current time plus a duration. */
    Field<Instant> after(Duration duration);

    /** Returns whether the time comes from the server; see {@link TimeParameter}. */
    boolean isOfServer();

    /** Returns the value of a {@link TimeParameter} for the current time plus a duration. */
    Object value(Duration duration);
}
