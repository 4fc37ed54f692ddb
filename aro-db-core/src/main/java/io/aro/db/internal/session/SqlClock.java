package io.aro.db.internal.session;

import io.aro.db.internal.binding.TimeBinding;
import io.aro.db.internal.dialect.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Is the present as a statement says it, for times that several machines must agree on.
 *
 * <p>On PostgreSQL it is the server's, so that machines whose clocks differ measure alike. On SQLite, whose users share
 * one machine, and wherever a clock other than the system's was injected, it is that clock's. {@code Clock.systemUTC()},
 * the clocks of other zones and those that tick in whole seconds are the system's, too.
 */
public final class SqlClock {

    private final Function<Duration, Field<Instant>> ahead;

    private SqlClock(Function<Duration, Field<Instant>> ahead) {
        this.ahead = ahead;
    }

    static SqlClock fixed(Instant now) {
        return new SqlClock(duration -> DSL.val(now.plus(duration), TimeBinding.TYPE));
    }

    /** Returns the server's time, or the machine's if the engine has no server. */
    static SqlClock ofServer(Dialect dialect, Instant machines) {
        return new SqlClock(duration ->
                dialect.serverTime(duration).orElseGet(() -> fixed(machines).after(duration)));
    }

    /** Returns the present. */
    public Field<Instant> now() {
        return after(Duration.ZERO);
    }

    /** Returns the time so long from now. */
    public Field<Instant> after(Duration duration) {
        return ahead.apply(duration);
    }
}
