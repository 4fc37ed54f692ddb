package io.aro.db.testkit.fault;

import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A one-time effect on a call. Calls count from the moment of planting; not thread-safe. */
final class Fault {

    private final FaultPoint place;
    private final String label;
    private final Effect effect;
    private int statements;
    private int counted;

    /**
     * Creates a pending fault.
     *
     * @param label the name of the effect in failure messages
     */
    Fault(FaultPoint place, String label, Effect effect) {
        this.place = place;
        this.label = label;
        this.effect = effect;
    }

    /** Counts the call and returns whether the fault is due at the call. */
    boolean isDueAt(JdbcCall call) {
        if (call.kind() == Kind.EXECUTE) {
            statements++;
        }
        if (!place.matches(call)) {
            return false;
        }
        counted++;
        return place.isDue(counted);
    }

    /** Returns whether both faults are due at the same future call. */
    boolean waitsForTheCallOf(Fault later) {
        return place.countsTheCallsOf(later.place) && place.nth() - counted == later.place.nth();
    }

    @Nullable
    Object happen(JdbcCall call) throws SQLException {
        return effect.happen(call);
    }

    /** Returns the progress of the test towards this fault, for failure messages. */
    String progress() {
        return String.format(
                Locale.ROOT,
                "%s (after %s %s and %s of %s matching calls%s)",
                this,
                statements,
                statements == 1 ? "statement" : "statements",
                counted,
                place.nth(),
                counted >= place.nth() ? ", the last of them hit by another fault" : "");
    }

    @Override
    public String toString() {
        return place + ": " + label;
    }

    /** A replacement for a call. */
    @FunctionalInterface
    interface Effect {

        @Nullable
        Object happen(JdbcCall call) throws SQLException;
    }
}
