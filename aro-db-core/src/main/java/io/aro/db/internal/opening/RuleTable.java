package io.aro.db.internal.opening;

import static io.aro.db.schema.Tables.ALLOWED_TRANSITIONS;

import io.aro.db.error.SchemaMismatchException;
import io.aro.db.internal.dialect.JooqSettings;
import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import java.sql.Connection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Records;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** The table of allowed transitions, compared with the state machine of this version. */
public final class RuleTable {

    private RuleTable() {}

    /**
     * Returns if the table holds the moves and corrections of this version and no others.
     *
     * @throws SchemaMismatchException in any other case
     */
    static void requireSame(DSLContext dsl) {
        Set<Rule> held = new HashSet<>(dsl.select(
                        ALLOWED_TRANSITIONS.FROM_STATUS, ALLOWED_TRANSITIONS.TO_STATUS, ALLOWED_TRANSITIONS.CORRECTION)
                .from(ALLOWED_TRANSITIONS)
                .fetch(Records.mapping(Rule::new)));
        Set<Rule> known = known();
        if (!held.equals(known)) {
            Set<Rule> different = new HashSet<>(held);
            different.removeAll(known);
            known.removeAll(held);
            different.addAll(known);
            throw new SchemaMismatchException(String.format(
                            Locale.ROOT,
                            "The table allowed_transitions does not hold the rules of this version (%s differs); restore a backup, or",
                            different.iterator().next())
                    + " put the rules back by a migration that drops the trigger first.");
        }
    }

    /**
     * Does the same on a connection outside a transaction, if the database has the table yet.
     *
     * @throws SchemaMismatchException if the table holds other rules
     */
    static void requireSameIfThere(Connection connection, SQLDialect dialect) {
        DSLContext dsl = DSL.using(connection, dialect, JooqSettings.create(dialect));
        try {
            requireSame(dsl);
        } catch (DataAccessException e) {
            // The schema is not checked here; the first call that needs the table says what is wrong.
            return;
        }
    }

    private static Set<Rule> known() {
        Set<Rule> rules = new HashSet<>();
        for (AppointmentStatus from : AppointmentStatus.values()) {
            AppointmentStateMachine.allowedFrom(from).forEach(to -> rules.add(new Rule(from, to, false)));
        }
        for (Correction correction : Correction.values()) {
            rules.add(new Rule(correction.from(), correction.to(), true));
        }
        return rules;
    }

    private record Rule(AppointmentStatus from, AppointmentStatus to, boolean correction) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s to %s", from.literal(), to.literal());
        }
    }
}
