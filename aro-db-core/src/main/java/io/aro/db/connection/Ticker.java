package io.aro.db.connection;

import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.aro.db.internal.Dialect;
import io.aro.db.internal.Values;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;

/** Tells the time in microseconds and makes ids that sort by it; thread-safe. */
final class Ticker {

    /** Makes the random part of ids unless a configuration says otherwise. */
    static final Random UNFORESEEABLE = new SecureRandom();

    private final InstantSource clock;
    private final TimeBasedEpochGenerator ids;

    Ticker(InstantSource clock, Random random) {
        this.clock = clock;
        this.ids = new TimeBasedEpochGenerator(random, new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return clock.millis();
            }
        });
    }

    Instant now() {
        return Values.micros(clock.instant());
    }

    /** Returns the present as a statement says it; an injected clock counts for all, the system's only where it must. */
    DatabaseTime time(Dialect dialect) {
        return clock.equals(InstantSource.system()) ? DatabaseTime.ofServer(dialect, now()) : DatabaseTime.fixed(now());
    }

    UUID newId() {
        return ids.generate();
    }
}
