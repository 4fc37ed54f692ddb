package io.aro.db.testkit;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Counts the tests of a run by the engine and version that they really ran on. */
final class EngineTally {

    private final Map<String, Integer> ran = new ConcurrentSkipListMap<>();
    private final AtomicInteger skipped = new AtomicInteger();

    void ran(String version) {
        ran.merge(version, 1, Integer::sum);
    }

    void skipped() {
        skipped.incrementAndGet();
    }

    /** Prints one line, so that a build's output names every engine it was made on. */
    void print(PrintStream out) {
        out.println(this);
    }

    @Override
    public String toString() {
        String counts = ran.entrySet().stream()
                .map(engine -> engine.getKey() + " ran " + engine.getValue() + ", ")
                .collect(Collectors.joining());
        return "aro-db tests: " + counts + "skipped " + skipped;
    }
}
