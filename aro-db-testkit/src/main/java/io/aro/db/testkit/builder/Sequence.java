package io.aro.db.testkit.builder;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A counter of the process, for values unique across builders and threads. */
final class Sequence {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private Sequence() {}

    static int next() {
        return NEXT.incrementAndGet();
    }

    /** Returns a phone number from an unassigned range. */
    static String phone() {
        return String.format(Locale.ROOT, "+1555%08d", next());
    }

    /** Returns a fresh id with the system's name as its prefix. */
    static String id(String system) {
        return String.format(Locale.ROOT, "%s-%08d", system, next());
    }
}
