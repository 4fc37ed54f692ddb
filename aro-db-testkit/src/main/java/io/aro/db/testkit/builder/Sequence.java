package io.aro.db.testkit.builder;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts for the whole process, so that what must differ does, whichever builders and threads it comes from. */
final class Sequence {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private Sequence() {}

    static int next() {
        return NEXT.incrementAndGet();
    }

    /** Returns a phone number of a range that nobody has. */
    static String phone() {
        return "+1555%08d".formatted(next());
    }

    /** Returns an id as the system with the name might give it. */
    static String id(String system) {
        return "%s-%08d".formatted(system, next());
    }
}
