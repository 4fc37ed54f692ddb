package io.aro.db.internal.session;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.InstantSource;
import java.util.Random;

/**
 * The clock of one database and its generator of ids that sort by time, which all its connections share; thread-safe.
 *
 * @param clock the clock of every time written
 * @param ids makes ids for times of that clock
 */
public record ClockAndIds(InstantSource clock, TimeBasedEpochGenerator ids) {

    /** Takes the time from a clock, and the random part of ids from a source of bits. */
    public ClockAndIds(InstantSource clock, Random random) {
        this(clock, new TimeBasedEpochGenerator(random));
    }
}
