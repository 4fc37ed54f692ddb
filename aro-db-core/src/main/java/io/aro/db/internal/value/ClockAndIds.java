package io.aro.db.internal.value;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.InstantSource;
import java.util.Random;

/**
 * The clock and the id generator of one database, shared by all its connections. Thread-safe.
 *
 * @param clock the clock of all times written by the library
 * @param ids the generator of time-ordered ids (UUID version 7)
 */
public record ClockAndIds(InstantSource clock, TimeBasedEpochGenerator ids) {

    /**
     * Creates the pair with a new id generator.
     *
     * @param clock the clock of all times written by the library
     * @param random the random source for ids
     */
    public ClockAndIds(InstantSource clock, Random random) {
        this(clock, new TimeBasedEpochGenerator(random));
    }
}
