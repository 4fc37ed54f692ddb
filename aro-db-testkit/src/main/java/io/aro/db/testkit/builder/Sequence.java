package io.aro.db.testkit.builder;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A counter for the whole process, so that values differ across builders and threads. */
final class Sequence {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private Sequence() {}

    static int next() {
        return NEXT.incrementAndGet();
    }

    /** Returns a phone number of a range that nobody has. */
    static String phone() {
        return String.format(Locale.ROOT, "+1555%08d", next());
    }

    /** Returns an id as the system with the name might give it. */
    static String id(String system) {
        return String.format(Locale.ROOT, "%s-%08d", system, next());
    }
}
