package io.aro.db.testkit.fault;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.fault.Fault.Effect;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A call chosen for a fault; each public method plants a fault at the call. */
public final class FaultPoint {

    private final Faults faults;
    private final String name;
    private final Kind kind;
    private final String part;
    private final int nth;

    private FaultPoint(Faults faults, String name, Kind kind, String part, int nth) {
        if (nth < 1) {
            throw new ConfigurationException("Calls are counted from 1; there is no " + name + ".");
        }
        this.faults = faults;
        this.name = name;
        this.kind = kind;
        this.part = part;
        this.nth = nth;
    }

    /** Returns the nth call of the kind, from 1. */
    static FaultPoint numbered(Faults faults, Kind kind, String noun, int nth) {
        return new FaultPoint(faults, noun + " " + nth, kind, "", nth);
    }

    /** Returns the next statement with the text and without another fault. */
    static FaultPoint containing(Faults faults, String part) {
        return new FaultPoint(faults, "a statement with \"" + part + "\"", Kind.EXECUTE, JdbcCall.plain(part), 1);
    }

    int nth() {
        return nth;
    }

    /** Returns whether the call counts for this point. */
    boolean matches(JdbcCall call) {
        return call.kind() == kind && (isNumbered() || call.plainSql().contains(part));
    }

    /** Returns whether the fault may happen at the call with the given number among matching calls. */
    boolean isDue(int counted) {
        return isNumbered() ? counted == nth : counted >= nth;
    }

    /** Returns whether both points number the calls of the same kind. */
    boolean countsTheCallsOf(FaultPoint other) {
        return isNumbered() && other.isNumbered() && kind == other.kind;
    }

    private boolean isNumbered() {
        return part.isEmpty();
    }

    /** Fails the call without sending it to the database. */
    public void fails(Failure failure) {
        plant(failure.name(), call -> {
            throw failure.on(faults.database().engine());
        });
    }

    /**
     * Terminates the session before the call reaches the server; the server rolls the transaction back. PostgreSQL
     * only.
     */
    public void isCut() {
        faults.requireServer("A cut connection");
        plant("cut", call -> {
            ServerSessions.terminate(faults.database(), call.connection());
            return call.proceed();
        });
    }

    /**
     * Runs the call on the server and terminates the session before the response. PostgreSQL only.
     *
     * <p>On a commit the result is an in-doubt commit: the caller cannot know whether the transaction is committed.
     */
    public void losesItsAnswer() {
        faults.requireServer("A lost answer");
        plant("answer lost", call -> {
            call.proceed();
            ServerSessions.terminate(faults.database(), call.connection());
            throw ServerSessions.errorOf(call.connection());
        });
    }

    /** Holds the call at a gate until a test opens the gate. */
    public Gate waitsAtAGate() {
        Gate gate = new Gate(name);
        plant("gate", call -> {
            gate.pass();
            return call.proceed();
        });
        return gate;
    }

    /** Delays the call by the duration, uninterruptibly. */
    public void isDelayedBy(Duration delay) {
        plant("delay of " + delay, call -> {
            long end = System.nanoTime() + delay.toNanos();
            for (long left = delay.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            return call.proceed();
        });
    }

    private void plant(String label, Effect effect) {
        faults.plant(new Fault(this, label, effect));
    }

    @Override
    public String toString() {
        return name;
    }
}
