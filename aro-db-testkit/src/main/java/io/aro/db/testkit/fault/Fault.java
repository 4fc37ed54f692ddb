package io.aro.db.testkit.fault;

import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An effect on one call, once; it counts the calls from the moment it is planted. */
final class Fault {

    private final FaultPoint place;
    private final String what;
    private final Effect effect;
    private int statements;
    private int counted;

    /**
     * Makes a fault that has not happened yet.
     *
     * @param what names what happens, for those who read failures
     */
    Fault(FaultPoint place, String what, Effect effect) {
        this.place = place;
        this.what = what;
        this.effect = effect;
    }

    /** Counts the call, and tells whether it is one to happen at. */
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

    /** Tells whether both wait for the same call, whichever that will be. */
    boolean waitsForTheCallOf(Fault later) {
        return place.countsTheCallsOf(later.place) && place.nth() - counted == later.place.nth();
    }

    @Nullable
    Object happen(JdbcCall call) throws SQLException {
        return effect.happen(call);
    }

    /** Returns how far the test came. */
    String progress() {
        return String.format(
                Locale.ROOT,
                "%s (%s %s came by, and %s of the %s it counts%s)",
                this,
                statements,
                statements == 1 ? "statement" : "statements",
                counted,
                place.nth(),
                counted >= place.nth() ? ", where another fault happened" : "");
    }

    @Override
    public String toString() {
        return place + ": " + what;
    }

    /** Does something in place of the call. */
    @FunctionalInterface
    interface Effect {

        @Nullable
        Object happen(JdbcCall call) throws SQLException;
    }
}
