package io.aro.db.internal.session;

import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.aro.db.internal.binding.TimeBinding;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.value.Values;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The clock of one database, in microseconds, and its generator of ids that sort by time; thread-safe. */
public final class ClockAndIds {

    private final InstantSource clock;
    private final boolean systems;
    private final TimeBasedEpochGenerator ids;

    /** Takes the time from a clock, and the random part of ids from a source of bits. */
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

    private ClockAndIds(ClockAndIds other, boolean systems) {
        this.clock = other.clock;
        this.systems = systems;
        this.ids = other.ids;
    }

    /** Returns this clock for an engine: the system's clock gives way only to the clock of a server. */
    ClockAndIds on(Dialect dialect) {
        return new ClockAndIds(
                this, systems && dialect.serverTime(Duration.ZERO).isPresent());
    }

    Instant now() {
        return Values.instant("the clock", clock.instant());
    }

    /** Returns the current time as a SQL expression. */
    SqlClock sql(Dialect dialect) {
        SqlClock machines = new Fixed(now());
        return systems ? new OfServer(dialect, machines) : machines;
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

    private record Fixed(Instant moment) implements SqlClock {

        @Override
        public Field<Instant> now() {
            return after(Duration.ZERO);
        }

        @Override
        public Field<Instant> after(Duration duration) {
            return DSL.val(moment.plus(duration), TimeBinding.TYPE);
        }
    }

    /** The server's time, or the machine's on an engine without a server. */
    private record OfServer(Dialect dialect, SqlClock machines) implements SqlClock {

        @Override
        public Field<Instant> now() {
            return after(Duration.ZERO);
        }

        @Override
        public Field<Instant> after(Duration duration) {
            return dialect.serverTime(duration).orElseGet(() -> machines.after(duration));
        }
    }
}
