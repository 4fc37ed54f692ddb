package io.aro.db.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Counts the tests of a run by the engine and version that they really ran on. */
final class EngineTally {

    private final Map<Engine, Tests> ran = new ConcurrentSkipListMap<>();
    private final AtomicInteger skipped = new AtomicInteger();

    void ran(Engine engine, String version) {
        ran.merge(engine, new Tests(version, 1), Tests::plus);
    }

    void skipped() {
        skipped.incrementAndGet();
    }

    /** Returns one line for the end of a build's output, which so names every engine it was made on. */
    @Override
    public String toString() {
        String counts = ran.values().stream()
                .map(tests -> tests.version() + " ran " + tests.count() + ", ")
                .collect(Collectors.joining());
        return "aro-db tests: " + counts + "skipped " + skipped;
    }

    private record Tests(String version, int count) {

        Tests plus(Tests others) {
            return new Tests(version, count + others.count);
        }
    }
}
