package io.aro.db.testkit.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A thing that was opened and not ended.
 *
 * @param what the thing that was left open, as a sentence without its end
 * @param opened the place where its connection was asked for, as a stack trace
 */
record Leak(String what, Throwable opened) {

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

    /** Returns the line of the caller's code; within this library, the line outside of what hands out connections. */
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

    /** A package ends with a dot; a class is meant by its whole name. */
    private static boolean isOf(StackTraceElement frame, String name) {
        return name.endsWith(".")
                ? frame.getClassName().startsWith(name)
                : frame.getClassName().equals(name);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s; the connection was opened at %s", what, place());
    }
}
