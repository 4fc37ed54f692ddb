package io.aro.db.testkit.process;

import io.aro.db.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Kills a program at each of its points, one process and one database for each, and lets a test look at what is left.
 *
 * <p>The program must come by the same points in every run; see {@link Checkpoints}. Immutable.
 *
 * @param command the program
 * @param order what the program is told when it is ready
 */
public record CrashHarness(ChildCommand command, String order) {

    /** Returns a harness for the program, which is told "go". */
    public static CrashHarness of(ChildCommand command) {
        return new CrashHarness(command, "go");
    }

    /** Returns a copy that tells the program something else. */
    public CrashHarness ordering(String other) {
        return new CrashHarness(command, other);
    }

    /** Runs the program to its end on the database, and returns the names of the points that it comes by. */
    public List<String> pointsOn(TestDatabase database) {
        List<String> points = new ArrayList<>();
        try (SteppedProcess process = start(database)) {
            for (Optional<String> point = process.nextPoint(); point.isPresent(); point = process.nextPoint()) {
                points.add(point.get());
                process.goOn();
            }
            // It may have an archive of its classes to write.
            process.end();
        }
        return points;
    }

    /**
     * Kills the program at each point and hands what is left to the check.
     *
     * @param databases gives a database of its own for each process, such as {@link TestDatabase#sibling}
     * @return the names of the points
     * @throws IllegalStateException if the program has no points, or does not come by one of them again
     */
    public <X extends Exception> List<String> killAtEachPoint(Supplier<TestDatabase> databases, Check<X> check)
            throws X {
        List<String> points = pointsOn(databases.get());
        if (points.isEmpty()) {
            throw new IllegalStateException("The program " + command.main().getName()
                    + " comes by no point; let it use Checkpoints.open() or reach(…).");
        }
        for (int ordinal = 1; ordinal <= points.size(); ordinal++) {
            TestDatabase database = databases.get();
            killAtEndOf(database, points.subList(0, ordinal));
            check.look(new Crash(ordinal, points.get(ordinal - 1), database));
        }
        return List.copyOf(points);
    }

    /**
     * Kills the program at the last of the points, which are the first that it comes by.
     *
     * @throws IllegalStateException if it does not come by one of them
     */
    public void killAtEndOf(TestDatabase database, List<String> way) {
        try (SteppedProcess process = start(database)) {
            for (int i = 0; i < way.size(); i++) {
                Optional<String> point = process.nextPoint();
                if (!point.equals(Optional.of(way.get(i)))) {
                    throw new IllegalStateException(String.format(
                            Locale.ROOT,
                            "Point %s was \"%s\" and is \"%s\" now; let the program come by the same points in every run.",
                            i + 1,
                            way.get(i),
                            point.orElse("the end")));
                }
                if (i < way.size() - 1) {
                    process.goOn();
                }
            }
            process.kill();
        }
    }

    private SteppedProcess start(TestDatabase database) {
        SteppedProcess process = SteppedProcess.start(command.on(database));
        process.order(order);
        return process;
    }

    /**
     * Is a process that was killed.
     *
     * @param ordinal the number of the point, from 1
     * @param point the name of the point
     * @param database what the process has left
     */
    public record Crash(int ordinal, String point, TestDatabase database) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "killed at point %s, %s", ordinal, point);
        }
    }

    /**
     * Looks at what a killed process has left.
     *
     * @param <X> what it may throw
     */
    @FunctionalInterface
    public interface Check<X extends Exception> {

        /** Looks, and fails if that is not as it should be. */
        void look(Crash crash) throws X;
    }
}
