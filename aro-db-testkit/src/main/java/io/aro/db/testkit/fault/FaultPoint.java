package io.aro.db.testkit.fault;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.fault.Fault.Effect;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A call that was chosen for a fault; each method plants one. */
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

    /** Returns the nth call of the kind. */
    static FaultPoint numbered(Faults faults, Kind kind, String noun, int nth) {
        return new FaultPoint(faults, noun + " " + nth, kind, "", nth);
    }

    /** Returns the next statement with the part that no other fault happens at. */
    static FaultPoint containing(Faults faults, String part) {
        return new FaultPoint(faults, "a statement with \"" + part + "\"", Kind.EXECUTE, JdbcCall.plain(part), 1);
    }

    int nth() {
        return nth;
    }

    /** Tells whether the call counts. */
    boolean matches(JdbcCall call) {
        return call.kind() == kind && (isNumbered() || call.plainSql().contains(part));
    }

    /** Tells whether something may happen at the last of so many calls that count. */
    boolean isDue(int counted) {
        return isNumbered() ? counted == nth : counted >= nth;
    }

    /** Tells whether both choose among the same calls by their number. */
    boolean countsTheCallsOf(FaultPoint other) {
        return isNumbered() && other.isNumbered() && kind == other.kind;
    }

    private boolean isNumbered() {
        return part.isEmpty();
    }

    /** Answers the call with a failure; the database does not hear of it. */
    public void fails(Failure failure) {
        plant(failure.name(), call -> {
            throw failure.on(faults.database().engine());
        });
    }

    /** Ends the connection before the call reaches the server, which rolls its transaction back. */
    public void isCut() {
        faults.requireServer("A cut connection");
        plant("cut", call -> {
            ServerSessions.terminate(faults.database(), call.connection());
            return call.proceed();
        });
    }

    /**
     * Lets the server do what it is told, and ends the connection before its answer comes: the caller cannot know whether
     * it is done.
     */
    public void losesItsAnswer() {
        faults.requireServer("A lost answer");
        plant("answer lost", call -> {
            call.proceed();
            ServerSessions.terminate(faults.database(), call.connection());
            throw ServerSessions.errorOf(call.connection());
        });
    }

    /** Lets the call wait at the gate, which stays closed until it is opened. */
    public Gate waitsAtAGate() {
        Gate gate = new Gate(name);
        plant("gate", call -> {
            gate.pass();
            return call.proceed();
        });
        return gate;
    }

    /** Lets the call go on after a time. */
    public void isDelayedBy(Duration delay) {
        plant("delay of " + delay, call -> {
            long end = System.nanoTime() + delay.toNanos();
            for (long left = delay.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            return call.proceed();
        });
    }

    private void plant(String what, Effect effect) {
        faults.plant(new Fault(this, what, effect));
    }

    @Override
    public String toString() {
        return name;
    }
}
