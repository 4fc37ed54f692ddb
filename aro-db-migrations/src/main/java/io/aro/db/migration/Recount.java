package io.aro.db.migration;

import io.aro.db.migration.internal.session.DatabaseEngine;
import io.aro.db.migration.internal.session.MigrationSession;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A consistency check of redundant rows.
 *
 * <p>Each query returns at most one row: the id of the first wrong row, and the number of wrong rows. The
 * engine's memory use is independent of the number of rows.
 *
 * @param defect the defect, with a placeholder for the number and one for the id
 * @param sql the query, with braces around engine-specific expressions
 */
record Recount(String defect, String sql) {

    private static final String RULES = """
            WITH rules (from_status, to_status, correction) AS (VALUES
              ('booked', 'confirmed', FALSE), ('booked', 'rescheduled', FALSE), ('booked', 'cancelled', FALSE),
              ('booked', 'no_show', FALSE), ('booked', 'in_progress', FALSE),
              ('confirmed', 'rescheduled', FALSE), ('confirmed', 'cancelled', FALSE),
              ('confirmed', 'no_show', FALSE), ('confirmed', 'in_progress', FALSE),
              ('rescheduled', 'booked', FALSE), ('in_progress', 'no_show', FALSE),
              ('in_progress', 'completed', FALSE), ('cancelled', 'booked', TRUE), ('no_show', 'booked', TRUE),
              ('no_show', 'completed', TRUE), ('completed', 'no_show', TRUE)
            ),
            held AS (
              SELECT CAST(from_status AS text) AS from_status, CAST(to_status AS text) AS to_status, correction
              FROM allowed_transitions
            ),
            missing AS (SELECT * FROM rules EXCEPT SELECT * FROM held),
            added AS (SELECT * FROM held EXCEPT SELECT * FROM rules)
            SELECT min(from_status || ' to ' || to_status), count(*)
            """;

    private static final Recount DIFFERENT_RULES =
            new Recount("%s allowed transitions differ from this version (first: %s)", RULES + """
                    FROM (SELECT * FROM added UNION ALL SELECT * FROM missing) AS different
                    HAVING count(*) > 0
                    """);

    private static final Recount MISSING_RULES =
            new Recount("%s allowed transitions of this version are missing (first: %s)", RULES + """
                    FROM missing
                    HAVING count(*) > 0
                    """);

    private static final List<Recount> OF_ROWS = List.of(
            new Recount("%s transitions do not continue the previous one (first: appointment %s)", """
                    SELECT min(CAST(appointment_id AS text)), count(*)
                    FROM (
                      SELECT
                        appointment_id, sequence, from_status, next_sequence, last,
                        row_number() OVER history AS place,
                        lag(to_status) OVER history AS status_before,
                        lead(sequence) OVER history AS sequence_after
                      FROM appointment_transitions
                      WINDOW history AS (PARTITION BY appointment_id ORDER BY sequence)
                    ) AS moves
                    WHERE sequence <> place OR from_status IS DISTINCT FROM status_before
                      OR next_sequence IS DISTINCT FROM sequence_after OR last <> (sequence_after IS NULL)
                    HAVING count(*) > 0
                    """),
            new Recount("%s appointments do not match their transitions (first: %s)", """
                    SELECT min(CAST(id AS text)), count(*)
                    FROM appointments
                    LEFT JOIN (
                      SELECT appointment_id, count(*) AS moves, {statuses} AS statuses
                      FROM appointment_transitions
                      GROUP BY appointment_id
                    ) AS histories ON appointment_id = id
                    WHERE moves IS DISTINCT FROM version OR statuses IS DISTINCT FROM {standing}
                    HAVING count(*) > 0
                    """),
            new Recount("%s customers have counters below their appointments (first: %s)", """
                    SELECT min(CAST(customers.id AS text)), count(*)
                    FROM customers
                    JOIN (
                      SELECT
                        customer_id, count(*) AS booked, sum(confirmed) AS confirmed, sum(cancelled) AS cancelled,
                        sum(missed) AS missed, sum(rescheduled) AS rescheduled,
                        sum(CASE WHEN status = 'completed' THEN service_cost ELSE 0 END) AS earned,
                        sum(CASE WHEN deposit_paid THEN 1 ELSE 0 END) AS deposits
                      FROM appointments
                      JOIN (
                        SELECT
                          appointment_id,
                          max(CASE WHEN to_status = 'confirmed' THEN 1 ELSE 0 END) AS confirmed,
                          sum(CASE WHEN to_status = 'rescheduled' THEN 1 ELSE 0 END) AS rescheduled,
                          sum(CASE WHEN to_status = 'cancelled' THEN 1 WHEN correction AND from_status = 'cancelled' THEN -1
                            ELSE 0 END) AS cancelled,
                          sum(CASE WHEN to_status = 'no_show' THEN 1 ELSE 0 END)
                            - sum(CASE WHEN correction AND from_status = 'no_show' THEN 1 ELSE 0 END) AS missed
                        FROM appointment_transitions
                        GROUP BY appointment_id
                      ) AS histories ON appointment_id = appointments.id
                      GROUP BY customer_id
                    ) AS shown ON shown.customer_id = customers.id
                    WHERE appointment_count < booked OR confirmed_count < confirmed OR cancel_count < cancelled
                      OR no_show_count < missed OR reschedule_count < rescheduled
                      OR (lifetime_value < earned AND lifetime_value < {greatest})
                      OR deposits_paid < deposits
                    HAVING count(*) > 0
                    """),
            new Recount("%s customers have a confirmation rate different from their counters (first: %s)", """
                    SELECT min(CAST(id AS text)), count(*)
                    FROM (
                      SELECT id, confirmation_rate, confirmed_count / divisor AS c, appointment_count / divisor AS n
                      FROM (SELECT customers.*, appointment_count / 400000000000000 + 1 AS divisor FROM customers) AS divided
                      WHERE appointment_count > 0
                    ) AS counted
                    WHERE {rate} <> (20000 * c + n) / (2 * n)
                    HAVING count(*) > 0
                    """));

    /**
     * Returns the defects found by all checks, each as part of a sentence.
     *
     * @param isOurs whether the schema has exactly the version of the library; a newer schema may allow
     *     more transitions
     */
    static List<String> defects(MigrationSession session, boolean isOurs) {
        Stream<Recount> ofRules = Stream.of(isOurs ? DIFFERENT_RULES : MISSING_RULES);
        return Stream.concat(ofRules, OF_ROWS.stream())
                .flatMap(recount -> recount.run(session))
                .toList();
    }

    private Stream<String> run(MigrationSession session) {
        return session.counts(sql(session.engine())).entrySet().stream()
                .map(found -> String.format(Locale.ROOT, defect, found.getValue(), found.getKey()));
    }

    /**
     * Fills in the engine's expressions. Lists are arrays on PostgreSQL and JSON on SQLite; decimals are
     * whole hundredths on SQLite.
     */
    private String sql(DatabaseEngine engine) {
        return switch (engine) {
            case SQLITE ->
                sql.replace("{statuses}", "json_group_array(to_status ORDER BY sequence)")
                        .replace("{standing}", "json_insert(previous_status, '$[#]', status)")
                        .replace("{greatest}", "99999999999999999")
                        .replace("{rate}", "confirmation_rate");
            case POSTGRESQL ->
                sql.replace("{statuses}", "array_agg(to_status ORDER BY sequence)")
                        .replace("{standing}", "previous_status || status")
                        .replace("{greatest}", "999999999999999.99")
                        .replace("{rate}", "confirmation_rate * 100");
        };
    }
}
