package io.aro.db.schema;

import static java.util.Map.entry;

import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.schema.SchemaParity;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** A row for every table with a value in every column, in plain SQL without classes of the library. */
@NullMarked
final class SampleRows {

    private static final String CUSTOMER = "'01910000-0000-7000-8000-000000000001'";
    private static final String APPOINTMENT = "'01910000-0000-7000-8000-000000000002'";
    private static final String TIME = "'2026-03-02 15:04:05.123456+00:00'";

    private static final List<SampleRow> ROWS = List.of(
            new SampleRow(
                    "customers",
                    Map.ofEntries(
                            entry("id", CUSTOMER),
                            entry("phone", "'+15550100'"),
                            entry("email", "'ada@example.org'"),
                            entry("name", "'Ada'"),
                            entry("no_show_count", "1"),
                            entry("reschedule_count", "2"),
                            entry("cancel_count", "3"),
                            entry("confirmation_rate", "87.50"),
                            entry("lifetime_value", "1234.56"),
                            entry("payment_status", "'current'"),
                            entry("deposits_paid", "1"),
                            entry("review_status", "'requested'"),
                            entry("last_review_request_date", TIME),
                            entry("communication_preference", "'whatsapp'"),
                            entry("risk_score", "40"),
                            entry("risk_category", "'medium'"),
                            entry("requires_deposit", "TRUE"),
                            entry("created_at", TIME),
                            entry("updated_at", TIME),
                            entry("tags", "'{vip,regular}'"),
                            entry("appointment_count", "4"),
                            entry("confirmed_count", "3"))),
            new SampleRow(
                    "appointments",
                    Map.ofEntries(
                            entry("id", APPOINTMENT),
                            entry("external_source", "'calendly'"),
                            entry("external_id", "'evt_1'"),
                            entry("customer_id", CUSTOMER),
                            entry("date", TIME),
                            entry("duration", "45"),
                            entry("service_type", "'Cleaning'"),
                            entry("service_cost", "120.00"),
                            entry("provider", "'Dr. Reyes'"),
                            entry("location", "'Room 2'"),
                            entry("status", "'confirmed'"),
                            entry("previous_status", "'{booked}'"),
                            entry("version", "2"),
                            entry("confirmation_received", "TRUE"),
                            entry("confirmation_date", TIME),
                            entry("response_classification", "'confirmed'"),
                            entry("deposit_required", "TRUE"),
                            entry("deposit_amount", "25.00"),
                            entry("deposit_paid", "TRUE"),
                            entry("deposit_payment_id", "'pay_1'"),
                            entry("created_at", TIME),
                            entry("updated_at", TIME),
                            entry("completed_at", TIME),
                            entry("cancelled_at", TIME),
                            entry("archived_at", TIME),
                            entry("notes", "'Prefers mornings'"),
                            entry("at_last_transition", "TRUE"),
                            entry("rescheduled_from", "NULL"))),
            new SampleRow(
                    "appointment_transitions",
                    Map.ofEntries(
                            entry("appointment_id", APPOINTMENT),
                            entry("sequence", "1"),
                            entry("to_status", "'booked'"),
                            entry("actor", "'system'"),
                            entry("occurred_at", TIME),
                            entry("next_sequence", "2"),
                            entry("last", "FALSE"))),
            new SampleRow(
                    "appointment_transitions",
                    Map.ofEntries(
                            entry("appointment_id", APPOINTMENT),
                            entry("sequence", "2"),
                            entry("previous_sequence", "1"),
                            entry("from_status", "'booked'"),
                            entry("to_status", "'confirmed'"),
                            entry("actor", "'webhook'"),
                            entry("actor_id", "'twilio'"),
                            entry("reason", "'answered YES'"),
                            entry("command_id", "'SM1'"),
                            entry("occurred_at", TIME),
                            entry("correction", "FALSE"))),
            new SampleRow(
                    "events",
                    Map.ofEntries(
                            entry("id", "'01910000-0000-7000-8000-000000000003'"),
                            entry("timestamp", TIME),
                            entry("type", "'appointment.confirmed'"),
                            entry("entity_type", "'appointment'"),
                            entry("entity_id", APPOINTMENT),
                            entry("actor", "'webhook'"),
                            entry("actor_id", "'twilio'"),
                            entry("data", "'{\"from\":\"booked\"}'"),
                            entry("metadata", "'{\"source\":\"webhook_handler\"}'"),
                            entry("created_at", TIME))),
            new SampleRow(
                    "business_config",
                    Map.ofEntries(
                            entry("id", "'01910000-0000-7000-8000-000000000004'"),
                            entry("business_name", "'Bright Smiles'"),
                            entry("phone", "'+15550199'"),
                            entry("email", "'office@example.org'"),
                            entry("address", "'1 Main Street'"),
                            entry("timezone", "'America/New_York'"),
                            entry("business_hours", "'{}'"),
                            entry("integrations", "'{}'"),
                            entry("rules", "'{\"depositThreshold\":70}'"),
                            entry("version", "1"),
                            entry("created_at", TIME),
                            entry("updated_at", TIME))),
            new SampleRow(
                    "reminder_logs",
                    Map.ofEntries(
                            entry("id", "'01910000-0000-7000-8000-000000000005'"),
                            entry("appointment_id", APPOINTMENT),
                            entry("sent_at", TIME),
                            entry("type", "'48h'"),
                            entry("channel", "'sms'"),
                            entry("message_id", "'SM2'"),
                            entry("delivered", "TRUE"),
                            entry("read", "FALSE"),
                            entry("created_at", TIME))),
            new SampleRow(
                    "workflow_instances",
                    Map.ofEntries(
                            entry("id", "'01910000-0000-7000-8000-000000000006'"),
                            entry("workflow_name", "'reminder_sequence'"),
                            entry("appointment_id", APPOINTMENT),
                            entry("current_state", "'waiting'"),
                            entry("state_data", "'{\"step\":1}'"),
                            entry("started_at", TIME),
                            entry("last_updated_at", TIME),
                            entry("completed_at", TIME),
                            entry("failed_at", TIME),
                            entry("retry_count", "1"),
                            entry("max_retries", "3"),
                            entry("next_attempt_at", TIME),
                            entry("owner", "'worker-1'"),
                            entry("lease_until", TIME),
                            entry("fence", "1"),
                            entry("error", "'{\"message\":\"timeout\"}'"),
                            entry("created_at", TIME))),
            new SampleRow(
                    "consents",
                    Map.ofEntries(
                            entry("id", "'01910000-0000-7000-8000-000000000007'"),
                            entry("customer_id", CUSTOMER),
                            entry("phone", "'+15550100'"),
                            entry("consent_given", "FALSE"),
                            entry("consent_date", TIME),
                            entry("consent_method", "'web_form'"),
                            entry("opt_out_date", TIME),
                            entry("ip_address", "'203.0.113.7'"),
                            entry("channel", "'sms'"),
                            entry("consent_text", "'STOP'"),
                            entry("text_version", "'2026-01'"),
                            entry("source", "'sms SM3'"),
                            entry("user_agent", "'Mozilla/5.0'"),
                            entry("created_at", TIME))),
            new SampleRow(
                    "idempotency_keys",
                    Map.ofEntries(
                            entry("scope", "'tenant-1'"),
                            entry("source", "'calendly'"),
                            entry("key", "'delivery-1'"),
                            entry("state", "'completed'"),
                            entry("fingerprint", "'2:" + "0a".repeat(32) + "'"),
                            entry("response", "'{\"status\":200}'"),
                            entry("owner", "'worker-1'"),
                            entry("fence", "1"),
                            entry("attempts", "1"),
                            entry("lease_until", TIME),
                            entry("not_before", TIME),
                            entry("last_error", "'timeout'"),
                            entry("created_at", TIME),
                            entry("updated_at", TIME),
                            entry("completed_at", TIME),
                            entry("response_until", TIME),
                            entry("expires_at", TIME),
                            entry("claim_id", "'01910000-0000-7000-8000-00000000000a'"),
                            entry("claimed_at", TIME),
                            entry("open_state", "'parked'"),
                            entry("open_since", TIME))),
            new SampleRow(
                    "idempotency_steps",
                    Map.ofEntries(
                            entry("scope", "'tenant-1'"),
                            entry("source", "'calendly'"),
                            entry("key", "'delivery-1'"),
                            entry("name", "'charge'"),
                            entry("fence", "1"),
                            entry("result", "'{}'"),
                            entry("created_at", TIME))),
            new SampleRow(
                    "delivery_subjects",
                    Map.ofEntries(
                            entry("scope", "'tenant-1'"),
                            entry("source", "'calendly'"),
                            entry("subject", "'booking-1'"),
                            entry("occurred_at", TIME),
                            entry("superseded", "1"),
                            entry("last_superseded_at", TIME),
                            entry("created_at", TIME),
                            entry("updated_at", TIME))),
            new SampleRow(
                    "dead_letters",
                    Map.ofEntries(
                            entry("id", "'01910000-0000-7000-8000-000000000008'"),
                            entry("workflow_id", "'01910000-0000-7000-8000-000000000006'"),
                            entry("skill_name", "'send_sms'"),
                            entry("context", "'{}'"),
                            entry("error", "'{}'"),
                            entry("attempts", "3"),
                            entry("archived", "FALSE"),
                            entry("created_at", TIME),
                            entry("last_attempt_at", TIME))),
            new SampleRow(
                    "archive_segments",
                    Map.ofEntries(
                            entry("id", "'01910000-0000-7000-8000-000000000009'"),
                            entry("source", "'events'"),
                            entry("row_count", "1"),
                            entry("sha256", "'" + "0a".repeat(32) + "'"),
                            entry("oldest", TIME),
                            entry("newest", TIME),
                            entry("archived_at", TIME),
                            entry("restored_at", TIME))),
            new SampleRow(
                    "legal_holds",
                    Map.ofEntries(
                            entry("customer_id", CUSTOMER),
                            entry("reason", "'case 7'"),
                            entry("actor", "'admin'"),
                            entry("actor_id", "'counsel'"),
                            entry("placed_at", TIME))),
            new SampleRow("erasure_secrets", Map.of("id", "1", "secret", "'" + "0b".repeat(32) + "'")),
            new SampleRow(
                    "erasures",
                    Map.of("customer_id", CUSTOMER, "first_erased_at", TIME, "last_erased_at", TIME, "times", "1")),
            new SampleRow("former_belongings", Map.of("entity_id", APPOINTMENT, "customer_id", CUSTOMER)));

    private SampleRows() {}

    /** Inserts the rows of the existing, empty tables, in one transaction. */
    static void insert(TestDatabase database) throws SQLException {
        SchemaSnapshot schema = SchemaParity.common(SchemaSnapshot.of(database.dataSource()));
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            Set<String> empty = new HashSet<>();
            for (Table table : schema.tables()) {
                if (SampleRow.isEmpty(statement, table.name())) {
                    empty.add(table.name());
                }
            }
            connection.setAutoCommit(false);
            for (SampleRow row : ROWS) {
                if (empty.contains(row.table())) {
                    statement.executeUpdate(row.insert(
                            database.engine(), schema.table(row.table()).orElseThrow()));
                }
            }
            connection.commit();
        }
    }

    /** Returns every column with a value, as in {@code customers.phone}. */
    static Set<String> columns() {
        return ROWS.stream()
                .flatMap(row -> row.values().keySet().stream().map(column -> row.table() + "." + column))
                .collect(Collectors.toSet());
    }
}
