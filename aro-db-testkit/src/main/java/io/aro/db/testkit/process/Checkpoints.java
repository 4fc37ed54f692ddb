package io.aro.db.testkit.process;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Scanner;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * The points at which a process run by a {@link SteppedProcess} reports its progress and waits for the order to go on.
 *
 * <p>It stands still on the thread that made this only, and from the order on; what other threads do, and what opens the
 * database, has no points.
 */
public final class Checkpoints {

    static final String READY = "ready";
    static final String POINT = "point ";
    static final String END = "end ";

    private final Thread main = Thread.currentThread();
    private boolean started;
    private final Scanner orders = new Scanner(System.in, StandardCharsets.UTF_8);
    private final CrashPoints points =
            CrashPoints.telling((ordinal, moment, what) -> reach(moment.name().toLowerCase(Locale.ROOT) + " " + what));

    private Checkpoints() {}

    /** Takes over the standard input of this process. */
    public static Checkpoints ofThisProcess() {
        return new Checkpoints();
    }

    /** Opens the database that the process was given, with points before and after each statement, commit and rollback. */
    public AroDatabase open() {
        UnaryOperator<DataSource> decorator = points::over;
        AroDatabaseConfig config = ChildProcess.database();
        return AroDatabase.open(
                switch (config) {
                    case SqliteConfig sqlite -> sqlite.withDecorator(decorator).withPlaintextSecrets();
                    case PostgresConfig postgres ->
                        postgres.withDecorator(decorator).withPlaintextSecrets();
                });
    }

    /** Returns what has a point before and after each statement, commit and rollback. */
    public CrashPoints points() {
        return points;
    }

    /** Reports that the process is ready to begin, and returns the order that it is given. */
    @SuppressWarnings("SystemOut")
    public String start() {
        System.out.println(READY);
        String order = orders.nextLine();
        started = true;
        return order;
    }

    /** Stands still at a place of its own until the process is told to go on. */
    @SuppressWarnings("SystemOut")
    public void reach(String place) {
        if (Thread.currentThread().equals(main) && started) {
            System.out.println(POINT + place);
            orders.nextLine();
        }
    }

    /** Reports the result of the order. */
    @SuppressWarnings("SystemOut")
    public void end(String result) {
        System.out.println(END + result);
    }
}
