package io.aro.db.testkit.fault;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.fault.Fault.Effect;
import io.aro.db.testkit.jdbc.JdbcCall;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Is a call that was chosen for a fault; each method plants one. */
public final class Place {

    private final Faults faults;
    private final String name;
    private final Predicate<JdbcCall> matches;
    private final int nth;

    Place(Faults faults, String name, Predicate<JdbcCall> matches, int nth) {
        if (nth < 1) {
            throw new ConfigurationException("Calls are counted from 1; there is no " + name + ".");
        }
        this.faults = faults;
        this.name = name;
        this.matches = matches;
        this.nth = nth;
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
            Connections.terminate(faults.database(), call.connection());
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
            Connections.terminate(faults.database(), call.connection());
            throw Connections.errorOf(call.connection());
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
        faults.plant(new Fault(name + ": " + what, matches, new AtomicInteger(nth), effect));
    }
}
