package io.aro.db.testkit;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A count of the tests of a run by engine and version, with the reasons why others did not run. */
final class EngineTally {

    private final Map<Engine, Tests> ran = new ConcurrentSkipListMap<>();
    private final Map<String, Set<Engine>> reasons = new ConcurrentSkipListMap<>();
    private final AtomicInteger skipped = new AtomicInteger();

    void ran(Engine engine, String version) {
        ran.merge(engine, new Tests(version, 1), Tests::plus);
    }

    /** Counts a test that was skipped. */
    void skipped(Engine engine, String reason) {
        skipped.incrementAndGet();
        without(EnumSet.of(engine), reason);
    }

    /** Remembers engines without counting what would have run on them. */
    void without(Collection<Engine> engines, String reason) {
        if (!engines.isEmpty()) {
            reasons.merge(reason, EnumSet.copyOf(engines), EngineTally::together);
        }
    }

    private static Set<Engine> together(Set<Engine> some, Set<Engine> others) {
        Set<Engine> all = EnumSet.copyOf(some);
        all.addAll(others);
        return all;
    }

    /**
     * Returns lines for the end of a build's output: the first names every engine that it was made on, and each of the
     * others a reason why engines were left out.
     */
    @Override
    public String toString() {
        String counts = ran.values().stream()
                .map(tests -> tests.version() + " ran " + tests.count() + ", ")
                .collect(Collectors.joining());
        String left = reasons.entrySet().stream()
                .map(entry -> "\n  without " + names(entry.getValue()) + ": " + entry.getKey())
                .collect(Collectors.joining());
        return "aro-db tests: " + counts + "skipped " + skipped + left;
    }

    private static String names(Set<Engine> engines) {
        return engines.stream().map(Engine::displayName).collect(Collectors.joining(", "));
    }

    private record Tests(String version, int count) {

        Tests plus(Tests others) {
            return new Tests(version, count + others.count);
        }
    }
}
