package io.aro.db.testkit.process;

import io.aro.db.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A harness for crash tests. It kills a program at each of its points and lets a test check the remains. Each
 * point has a process and a database of its own.
 *
 * <p>The program must reach the same points in every run; see {@link Checkpoints}. Immutable.
 *
 * @param command the command of the program
 * @param order the order sent to the ready program
 */
public record CrashHarness(ChildCommand command, String order) {

    /** Returns a harness for the program, with the order "go". */
    public static CrashHarness of(ChildCommand command) {
        return new CrashHarness(command, "go");
    }

    /** Returns a copy with another order for the program. */
    public CrashHarness ordering(String other) {
        return new CrashHarness(command, other);
    }

    /** Runs the program to its end on the database and returns the names of its points. */
    public List<String> pointsOn(TestDatabase database) {
        List<String> points = new ArrayList<>();
        try (SteppedProcess process = start(database)) {
            for (Optional<String> point = process.nextPoint(); point.isPresent(); point = process.nextPoint()) {
                points.add(point.get());
                process.goOn();
            }
            // The program may still have to write its class archive.
            process.end();
        }
        return points;
    }

    /**
     * Kills the program at each point and runs the check on the remains.
     *
     * @param databases supplies a new database for each process, such as {@link TestDatabase#sibling}
     * @return the names of the points
     * @throws IllegalStateException if the program has no points, or misses a point in a later run
     */
    public <X extends Exception> List<String> killAtEachPoint(Supplier<TestDatabase> databases, Check<X> check)
            throws X {
        List<String> points = pointsOn(databases.get());
        if (points.isEmpty()) {
            throw new IllegalStateException(
                    "The program " + command.main().getName() + " has no points; use Checkpoints.open() or reach(…).");
        }
        for (int ordinal = 1; ordinal <= points.size(); ordinal++) {
            TestDatabase database = databases.get();
            killAtEndOf(database, points.subList(0, ordinal));
            check.look(new Crash(ordinal, points.get(ordinal - 1), database));
        }
        return List.copyOf(points);
    }

    /**
     * Kills the program at the last of the given points, the first points on its way.
     *
     * @throws IllegalStateException if the program reaches another point
     */
    public void killAtEndOf(TestDatabase database, List<String> way) {
        try (SteppedProcess process = start(database)) {
            for (int i = 0; i < way.size(); i++) {
                Optional<String> point = process.nextPoint();
                if (!point.equals(Optional.of(way.get(i)))) {
                    throw new IllegalStateException(String.format(
                            Locale.ROOT,
                            "Point %s was \"%s\" and is \"%s\" now; the program must reach the same points in every run.",
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
     * A killed process.
     *
     * @param ordinal the number of the point, from 1
     * @param point the name of the point
     * @param database the database left by the process
     */
    public record Crash(int ordinal, String point, TestDatabase database) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "killed at point %s, %s", ordinal, point);
        }
    }

    /**
     * A check of the remains of a killed process.
     *
     * @param <X> the exception of the check
     */
    @FunctionalInterface
    public interface Check<X extends Exception> {

        /** Checks the remains and throws on a fault. */
        void look(Crash crash) throws X;
    }
}
