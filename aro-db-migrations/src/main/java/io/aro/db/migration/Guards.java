package io.aro.db.migration;

import java.util.ArrayList;
import java.util.List;

/** The triggers and foreign keys of aro-db that refuse a forged history, as far as an owner can take them away. */
final class Guards {

    private static final List<String> SQLITE = List.of(
            "tg_appointments_moved",
            "tg_appointment_transitions_added",
            "tg_appointment_transitions_kept",
            "tg_appointment_transitions_removed",
            "tg_allowed_transitions_added",
            "tg_allowed_transitions_kept",
            "tg_allowed_transitions_removed");

    private static final List<String> POSTGRESQL = List.of(
            "tg_appointments_moved",
            "tg_appointment_transitions_kept",
            "tg_appointment_transitions_removed",
            "tg_allowed_transitions_kept",
            "fk_appointments_last_transition",
            "fk_appointment_transitions_appointment",
            "fk_appointment_transitions_edge",
            "fk_appointment_transitions_predecessor",
            "fk_appointment_transitions_successor",
            "fk_consents_customer",
            "fk_legal_holds_customer");

    private static final String ON_SQLITE = "SELECT name FROM sqlite_schema WHERE type = 'trigger'";

    private static final String ON_POSTGRESQL = """
            SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE c.relnamespace = quote_ident(current_schema())::regnamespace
            UNION ALL
            SELECT conname FROM pg_constraint WHERE connamespace = quote_ident(current_schema())::regnamespace
            """;

    private Guards() {}

    /** Returns those that are missing, each as a part of a sentence. */
    static List<String> defects(Session session) {
        List<String> missing = new ArrayList<>(
                switch (session.engine()) {
                    case SQLITE -> SQLITE;
                    case POSTGRESQL -> POSTGRESQL;
                });
        missing.removeAll(session.texts(
                switch (session.engine()) {
                    case SQLITE -> ON_SQLITE;
                    case POSTGRESQL -> ON_POSTGRESQL;
                }));
        return missing.stream().map("%s was dropped"::formatted).toList();
    }
}
