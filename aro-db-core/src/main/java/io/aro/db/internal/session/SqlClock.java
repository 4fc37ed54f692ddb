package io.aro.db.internal.session;

import java.time.Duration;
import java.time.Instant;
import org.jooq.Field;

/**
 * The current time as a SQL expression, for times that several machines must agree on; immutable.
 *
 * <p>On PostgreSQL it is the server's time, so that machines whose clocks differ measure alike. On SQLite all users share
 * one machine, and its clock counts. An injected clock counts on both engines. The clocks of {@code java.time.Clock} in any
 * zone, and those that tick in whole units, are the system's, too.
 */
public interface SqlClock {

    /** Returns the current time. */
    Field<Instant> now();

    /** Returns the time after a duration from now. */
    Field<Instant> after(Duration duration);
}
