package io.aro.db.testkit;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A count of tests by engine and version, with the reasons for skipped engines; thread-safe. */
final class EngineTally {

    private final Map<Engine, Tests> ran = new ConcurrentSkipListMap<>();
    private final Map<String, Set<Engine>> reasons = new ConcurrentSkipListMap<>();
    private final AtomicInteger skipped = new AtomicInteger();

    void ran(Engine engine, String version) {
        ran.merge(engine, new Tests(version, 1), Tests::plus);
    }

    /** Counts a skipped test. */
    void skipped(Engine engine, String reason) {
        skipped.incrementAndGet();
        without(EnumSet.of(engine), reason);
    }

    /** Records the reason for excluded engines, without counting their tests. */
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
     * Returns the summary of a run.
     *
     * <p>The first line names every tested engine; each further line gives a reason and the engines skipped for that
     * reason.
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

    /** The number of tests on one version. */
    private record Tests(String version, int count) {

        Tests plus(Tests others) {
            return new Tests(version, count + others.count);
        }
    }
}
