package io.aro.db.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One row for every table of aro-db, in SQL of both engines, in the order of foreign keys.
 *
 * <p>A migration with a new table adds a row here, for the test of rollback and migration.
 */
final class SampleRows {

    private static final String CUSTOMER = "'00000000-0000-4000-8000-000000000001'";
    private static final String APPOINTMENT = "'00000000-0000-4000-8000-000000000002'";
    private static final String TIME = "'2026-03-01 10:00:00.000000+00:00'";

    private SampleRows() {}

    /** Returns the insert statement of each table. */
    static Map<String, String> byTable() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(
                "customers",
                String.format(Locale.ROOT, "INSERT INTO customers (id, phone) VALUES (%s, '+15551234567')", CUSTOMER));
        rows.put("appointments", String.format(Locale.ROOT, """
                INSERT INTO appointments (id, customer_id, date, duration, service_type, service_cost)
                VALUES (%s, %s, %s, 45, 'Cleaning', 120)""", APPOINTMENT, CUSTOMER, TIME));
        rows.put("appointment_transitions", String.format(Locale.ROOT, """
                INSERT INTO appointment_transitions (appointment_id, sequence, to_status, actor, occurred_at)
                VALUES (%s, 1, 'booked', 'system', %s)""", APPOINTMENT, TIME));
        rows.put("events", String.format(Locale.ROOT, """
                INSERT INTO events (type, entity_type, entity_id, actor, data, metadata)
                VALUES ('appointment.booked', 'appointment', %s, 'system', '{}', '{}')""", APPOINTMENT));
        rows.put("business_config", """
                INSERT INTO business_config (business_name, phone, email, business_hours, integrations, rules)
                VALUES ('Clinic', '+15550000000', 'desk@example.org', '{}', '{}', '{}')""");
        rows.put(
                "reminder_logs",
                String.format(
                        Locale.ROOT,
                        "INSERT INTO reminder_logs (appointment_id, sent_at, type, channel) VALUES (%s, %s, '24h', 'sms')",
                        APPOINTMENT,
                        TIME));
        rows.put(
                "workflow_instances",
                "INSERT INTO workflow_instances (workflow_name, current_state) VALUES ('remind', 'pending')");
        rows.put(
                "consents",
                String.format(
                        Locale.ROOT, "INSERT INTO consents (phone, opt_out_date) VALUES ('+15551234567', %s)", TIME));
        rows.put("idempotency_keys", "INSERT INTO idempotency_keys (key) VALUES ('a')");
        rows.put("dead_letters", "INSERT INTO dead_letters (skill_name) VALUES ('remind')");
        rows.put(
                "customer_tags",
                String.format(
                        Locale.ROOT, "INSERT INTO customer_tags (customer_id, tag) VALUES (%s, 'vip')", CUSTOMER));
        rows.put("idempotency_steps", """
                INSERT INTO idempotency_steps (scope, source, key, name, fence, result)
                VALUES ('', '', 'a', 'charge', 1, '{}')""");
        rows.put(
                "delivery_subjects",
                String.format(
                        Locale.ROOT,
                        "INSERT INTO delivery_subjects (source, subject, occurred_at) VALUES ('calendly', 'evt', %s)",
                        TIME));
        rows.put("archive_segments", String.format(Locale.ROOT, """
                INSERT INTO archive_segments (id, source, row_count, sha256, oldest, newest, archived_at)
                VALUES (%s, 'events', 1, '%s', %s, %s, %s)""", CUSTOMER, "0a".repeat(32), TIME, TIME, TIME));
        rows.put("legal_holds", String.format(Locale.ROOT, """
                INSERT INTO legal_holds (customer_id, reason, actor)
                VALUES (%s, 'case 7', 'admin')""", CUSTOMER));
        rows.put("erasures", String.format(Locale.ROOT, """
                INSERT INTO erasures (customer_id, first_erased_at, last_erased_at)
                VALUES (%s, %s, %s)""", CUSTOMER, TIME, TIME));
        rows.put("former_belongings", String.format(Locale.ROOT, """
                INSERT INTO former_belongings (entity_id, customer_id)
                VALUES (%s, %s)""", CUSTOMER, CUSTOMER));
        return rows;
    }

    /** Returns the statements of the given tables. */
    static List<String> forTables(List<String> tables) {
        return byTable().entrySet().stream()
                .filter(row -> tables.contains(row.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
