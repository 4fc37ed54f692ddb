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
 * The checkpoints of a process under a {@link SteppedProcess}. The process reports each and waits for the
 * order to continue.
 *
 * <p>Only the thread of the constructor stops, and only after the order was received. Other threads and the
 * opening of the database have no checkpoints.
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

    /** Takes over the standard input of the process. */
    public static Checkpoints ofThisProcess() {
        return new Checkpoints();
    }

    /**
     * Opens the database given to the process, with checkpoints before and after each statement, commit and
     * rollback.
     */
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

    /** Returns the interceptor with checkpoints before and after each statement, commit and rollback. */
    public CrashPoints points() {
        return points;
    }

    /** Reports readiness and returns the order. */
    @SuppressWarnings("SystemOut")
    public String start() {
        System.out.println(READY);
        String order = orders.nextLine();
        started = true;
        return order;
    }

    /** Stops at a named checkpoint until the order to continue. */
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
