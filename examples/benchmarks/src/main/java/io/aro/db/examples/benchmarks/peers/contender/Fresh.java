package io.aro.db.examples.benchmarks.peers.contender;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Values for new rows, from the same sources as the library's own. */
public final class Fresh {

    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();
    private static final Clock CLOCK = Clock.systemUTC();

    private Fresh() {}

    /** Returns a new id of version 7. */
    public static UUID id() {
        return IDS.generate();
    }

    /** Returns the time with microseconds, the precision of the columns. */
    public static Instant now() {
        return CLOCK.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
