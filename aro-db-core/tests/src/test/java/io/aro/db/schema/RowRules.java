package io.aro.db.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** Combinations of values in one row, valid or invalid together, with each value valid alone. */
@NullMarked
final class RowRules {

    private static final String TIME = "'2026-03-02 15:04:05.000000+00:00'";

    static final List<RowValues> GOOD = List.of(
            new RowValues("appointments", Map.of("status", "'booked'", "completed_at", "NULL")),
            new RowValues("appointments", Map.of("status", "'confirmed'", "cancelled_at", "NULL")),
            new RowValues("workflow_instances", Map.of("owner", "NULL", "lease_until", "NULL")),
            new RowValues("consents", Map.of("consent_given", "TRUE", "opt_out_date", "NULL")),
            new RowValues("idempotency_keys", Map.of("state", "'in_progress'", "completed_at", "NULL")),
            new RowValues("idempotency_keys", Map.of("state", "'released'", "completed_at", "NULL")),
            new RowValues("idempotency_keys", Map.of("state", "'parked'", "completed_at", "NULL")),
            new RowValues("idempotency_keys", Map.of("state", "'exhausted'", "completed_at", "NULL")),
            new RowValues("delivery_subjects", Map.of("superseded", "0", "last_superseded_at", "NULL")),
            new RowValues(
                    "appointment_transitions",
                    Map.of(
                            "sequence",
                            "1",
                            "previous_sequence",
                            "NULL",
                            "from_status",
                            "NULL",
                            "to_status",
                            "'booked'")),
            new RowValues("appointment_transitions", Map.of("sequence", "3", "previous_sequence", "2")),
            new RowValues("appointment_transitions", Map.of("last", "FALSE", "next_sequence", "3")),
            new RowValues("customers", Map.of("appointment_count", "0", "confirmed_count", "0")),
            new RowValues("appointments", Map.of("external_source", "''", "external_id", "NULL")));

    static final List<RowValues> BAD = List.of(
            new RowValues("customers", Map.of("appointment_count", "-1", "confirmed_count", "0")),
            new RowValues("appointments", Map.of("external_source", "'square'", "external_id", "NULL")),
            new RowValues("appointments", Map.of("rescheduled_from", "'01910000-0000-7000-8000-000000000002'")),
            new RowValues("appointment_transitions", Map.of("last", "FALSE", "next_sequence", "4")),
            new RowValues("appointment_transitions", Map.of("correction", "TRUE", "reason", "NULL")),
            new RowValues("appointments", Map.of("status", "'completed'", "completed_at", "NULL")),
            new RowValues("appointments", Map.of("status", "'cancelled'", "cancelled_at", "NULL")),
            new RowValues("workflow_instances", Map.of("owner", "NULL", "lease_until", TIME)),
            new RowValues("workflow_instances", Map.of("owner", "'worker-1'", "lease_until", "NULL")),
            new RowValues("consents", Map.of("consent_given", "TRUE", "opt_out_date", "NULL", "consent_date", "NULL")),
            new RowValues(
                    "consents", Map.of("consent_given", "TRUE", "opt_out_date", "NULL", "consent_method", "NULL")),
            new RowValues("idempotency_keys", Map.of("state", "'completed'", "completed_at", "NULL")),
            new RowValues("idempotency_keys", Map.of("state", "'in_progress'", "completed_at", TIME)),
            new RowValues("idempotency_keys", Map.of("state", "'other'", "completed_at", "NULL")),
            new RowValues("delivery_subjects", Map.of("superseded", "-1", "last_superseded_at", "NULL")),
            new RowValues("appointment_transitions", Map.of("sequence", "3", "previous_sequence", "1")),
            new RowValues("appointment_transitions", Map.of("sequence", "1", "previous_sequence", "0")),
            new RowValues("appointment_transitions", Map.of("sequence", "2", "previous_sequence", "NULL")),
            new RowValues("appointment_transitions", Map.of("from_status", "NULL")),
            new RowValues(
                    "appointment_transitions",
                    Map.of("sequence", "1", "previous_sequence", "NULL", "from_status", "NULL")));

    private RowRules() {}

    /** The values of some columns of a row. */
    record RowValues(String table, Map<String, String> values) {}
}
