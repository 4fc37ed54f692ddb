package io.aro.db.testkit.scenario;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** A source of reproducible ids in the form of version 7 UUIDs (RFC 9562, section 5.7). */
final class Ids {

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Ids() {}

    static UUID at(Instant time, RandomGenerator random) {
        long high = (time.toEpochMilli() << 16) | VERSION | (random.nextLong() & 0x0FFFL);
        long low = VARIANT | (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(high, low);
    }
}
