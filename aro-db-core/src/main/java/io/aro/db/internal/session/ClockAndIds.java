package io.aro.db.internal.session;

import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.value.Values;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Tells the time in microseconds and makes ids that sort by it; thread-safe. */
public final class ClockAndIds {

    /** Makes the random part of ids unless a configuration says otherwise. */
    public static final Random UNFORESEEABLE = new SecureRandom();

    private final InstantSource clock;
    private final boolean systems;
    private final TimeBasedEpochGenerator ids;

    public ClockAndIds(InstantSource clock, Random random) {
        this.clock = clock;
        this.systems = isSystems(clock);
        this.ids = new TimeBasedEpochGenerator(random, new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return clock.millis();
            }
        });
    }

    Instant now() {
        return Values.instant("the clock", clock.instant());
    }

    /** Returns the present as a statement says it; an injected clock counts for all, the system's only where it must. */
    SqlClock time(Dialect dialect) {
        return systems ? SqlClock.ofServer(dialect, now()) : SqlClock.fixed(now());
    }

    /** The system's clock has many names: one for each time zone, and one for each length of its ticks. */
    private static boolean isSystems(InstantSource clock) {
        if (!(clock instanceof Clock zoned)) {
            return clock.equals(InstantSource.system());
        }
        ZoneId zone = zoned.getZone();
        return Stream.of(
                        InstantSource.system().withZone(zone),
                        Clock.tickMillis(zone),
                        Clock.tickSeconds(zone),
                        Clock.tickMinutes(zone))
                .anyMatch(clock::equals);
    }

    UUID newId() {
        return ids.generate();
    }
}
