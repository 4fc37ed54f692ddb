package io.aro.db.testkit.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A resource left open.
 *
 * @param resource the resource, as a sentence without its full stop
 * @param opened the stack trace of the connection request
 */
record Leak(String resource, Throwable opened) {

    private static final List<String> PLUMBING = List.of(
            "java.",
            "javax.",
            "jdk.",
            "com.zaxxer.",
            "org.jooq.",
            "org.assertj.",
            JdbcProxy.class.getName(),
            JdbcInterceptor.class.getName(),
            LeakDetector.class.getName(),
            LeakDetector.Lent.class.getName());
    private static final String LIBRARY = "io.aro.db.";
    private static final String RUNNER = "org.junit.";

    /** Returns the line of the caller's code; within this library, the innermost line outside of the plumbing. */
    private String place() {
        return frames().filter(frame -> !frame.getClassName().startsWith(LIBRARY))
                .findFirst()
                .or(() -> frames().findFirst())
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }

    private Stream<StackTraceElement> frames() {
        return Arrays.stream(opened.getStackTrace())
                .filter(frame -> PLUMBING.stream().noneMatch(name -> isOf(frame, name)))
                .takeWhile(frame -> !frame.getClassName().startsWith(RUNNER));
    }

    /** Returns whether the frame belongs to a package, given with a trailing dot, or to a class, given in full. */
    private static boolean isOf(StackTraceElement frame, String name) {
        return name.endsWith(".")
                ? frame.getClassName().startsWith(name)
                : frame.getClassName().equals(name);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s; the connection was opened at %s", resource, place());
    }
}
