package io.aro.db.schema;

import static java.util.Map.entry;

import io.aro.db.testkit.schema.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The valid and invalid values of each column, as PostgreSQL literals.
 *
 * <p>The type decides first; closed lists, ranges and formats are listed by column.
 */
@NullMarked
final class ColumnValues {

    private static final List<String> STATUSES =
            List.of("booked", "confirmed", "rescheduled", "cancelled", "no_show", "completed", "in_progress");
    private static final List<String> ACTORS = List.of("system", "user", "admin", "webhook");
    private static final List<String> CHANNELS = List.of("sms", "whatsapp", "email");

    private static final Map<String, List<String>> LISTS = Map.ofEntries(
            entry("customers.payment_status", List.of("current", "past_due", "no_history")),
            entry("customers.review_status", List.of("none", "pending", "requested", "submitted")),
            entry("customers.communication_preference", CHANNELS),
            entry("customers.risk_category", List.of("low", "medium", "high", "blocked")),
            entry("appointments.response_classification", List.of("confirmed", "reschedule", "cancel", "unclear")),
            entry("appointment_transitions.actor", ACTORS),
            entry("events.actor", ACTORS),
            entry("legal_holds.actor", ACTORS),
            entry("reminder_logs.type", List.of("48h", "24h", "6h", "custom")),
            entry("reminder_logs.channel", CHANNELS),
            entry(
                    "workflow_instances.current_state",
                    List.of("pending", "running", "waiting", "retrying", "completed", "failed", "cancelled")),
            entry("consents.consent_method", List.of("web_form", "verbal", "booking_system", "imported")),
            entry("consents.channel", CHANNELS),
            entry("idempotency_keys.open_state", List.of("in_progress", "released", "parked", "exhausted")),
            // The other states require an absent completed_at, covered by the row rules.
            entry("idempotency_keys.state", List.of("completed")));

    private static final String LARGEST_INTEGER = "2147483647";
    private static final String LARGEST_BIGINT = "9223372036854775807";
    private static final String LARGEST_MONEY = "99999999.99";

    private static final Map<String, Range> RANGES = Map.ofEntries(
            entry("customers.no_show_count", new Range("0", LARGEST_BIGINT)),
            entry("customers.reschedule_count", new Range("0", LARGEST_BIGINT)),
            entry("customers.cancel_count", new Range("0", LARGEST_BIGINT)),
            entry("customers.confirmation_rate", new Range("0", "100.00")),
            entry("customers.lifetime_value", new Range("0", "999999999999999.99")),
            entry("customers.deposits_paid", new Range("0", LARGEST_BIGINT)),
            // The counts must agree: confirmed at most booked.
            entry("customers.appointment_count", new Range("3", LARGEST_BIGINT)),
            entry("customers.confirmed_count", new Range("0", "4")),
            entry("customers.risk_score", new Range("0", "100")),
            entry("appointments.duration", new Range("1", LARGEST_INTEGER)),
            entry("appointments.service_cost", new Range("0", LARGEST_MONEY)),
            entry("appointments.deposit_amount", new Range("0", LARGEST_MONEY)),
            entry("appointments.version", new Range("1", LARGEST_INTEGER)),
            entry("business_config.version", new Range("1", LARGEST_INTEGER)),
            entry("workflow_instances.retry_count", new Range("0", LARGEST_INTEGER)),
            entry("workflow_instances.max_retries", new Range("0", LARGEST_INTEGER)),
            entry("workflow_instances.fence", new Range("0", LARGEST_BIGINT)),
            entry("idempotency_keys.fence", new Range("1", LARGEST_BIGINT)),
            // Zero dropped events exclude a last dropped event, covered by the row rules.
            entry("delivery_subjects.superseded", new Range("1", LARGEST_BIGINT)),
            entry("idempotency_steps.fence", new Range("1", LARGEST_BIGINT)),
            entry("idempotency_keys.attempts", new Range("1", LARGEST_INTEGER)),
            entry("dead_letters.attempts", new Range("1", LARGEST_INTEGER)),
            entry("archive_segments.row_count", new Range("1", LARGEST_BIGINT)),
            entry("erasure_secrets.id", new Range("1", "1")),
            entry("erasures.times", new Range("1", LARGEST_BIGINT)),
            // A history is linear: the successor of its first row has the next number.
            entry("appointment_transitions.sequence", new Range("2", "2")),
            entry("appointment_transitions.previous_sequence", new Range("1", "1")));

    private static final Map<String, Values> FORMATS = Map.ofEntries(
            entry("customers.email", emails()),
            entry("business_config.email", emails()),
            entry("customers.phone", phones()),
            entry("business_config.phone", phones()),
            entry("consents.phone", phones()),
            // The sample row is an opt-out; the row rules cover consents.
            entry(
                    "consents.consent_given",
                    new Values(List.of("FALSE"), List.of("TRUE", quoted("2"), quoted("maybe")))),
            // The row is the last of its history, without a successor.
            entry("appointment_transitions.last", new Values(List.of("TRUE"), List.of("FALSE", quoted("2")))),
            entry("appointment_transitions.next_sequence", new Values(List.of(), List.of("1", "3", quoted("x")))),
            entry("appointments.at_last_transition", new Values(List.of("TRUE"), List.of("FALSE", quoted("2")))),
            entry("idempotency_keys.fingerprint", fingerprints()),
            entry("archive_segments.sha256", digests()),
            entry("erasure_secrets.secret", digests()),
            entry("idempotency_keys.key", new Values(List.of(quoted("k"), quoted("é".repeat(255))), List.of("''"))),
            entry(
                    "delivery_subjects.subject",
                    new Values(List.of(quoted("s"), quoted("é".repeat(255))), List.of("''"))));

    /** Columns null only together with a second column, which has a value in the sample rows. */
    private static final Set<String> NEVER_NULL_ALONE = Set.of(
            "appointments.external_id",
            "appointment_transitions.previous_sequence",
            "appointment_transitions.from_status",
            "consents.opt_out_date",
            "workflow_instances.owner",
            "workflow_instances.lease_until",
            "idempotency_keys.completed_at",
            "delivery_subjects.last_superseded_at");

    private ColumnValues() {}

    /** Returns the values of a column. An unknown type is an error, to cover every new type. */
    static Values of(String table, Column column) {
        Values values = allowed(table + "." + column.name(), column.type());
        List<String> bad = new ArrayList<>(values.bad());
        List<String> good = new ArrayList<>(values.good());
        boolean isTaken = column.nullable() && !NEVER_NULL_ALONE.contains(table + "." + column.name());
        (isTaken ? good : bad).add("NULL");
        return new Values(good, bad);
    }

    private static Values allowed(String name, String type) {
        @Nullable List<String> list = LISTS.get(name);
        if (list != null) {
            return list(list);
        }
        @Nullable Values format = FORMATS.get(name);
        if (format != null) {
            return type.startsWith("VARCHAR(") ? format.and(tooLong(type)) : format;
        }
        @Nullable Range range = RANGES.get(name);
        return range != null ? range.values() : ofType(type);
    }

    private static Values ofType(String type) {
        return switch (type) {
            case "UUID" ->
                new Values(
                        List.of(quoted("01910000-0000-7000-8000-00000000000f")),
                        List.of(
                                "''",
                                quoted("not-an-id"),
                                quoted("-".repeat(36)),
                                quoted("01910000-0000-7000-8000-00000000000g")));
            case "TIMESTAMPTZ" ->
                new Values(
                        List.of(
                                quoted("0001-01-01 00:00:00.000000+00:00"),
                                quoted("2028-02-29 23:59:59.500000+00:00"),
                                quoted("9999-12-31 23:59:59.999999+00:00")),
                        List.of(
                                "''",
                                quoted("at noon"),
                                quoted("2026-02-30 10:00:00.000000+00:00"),
                                quoted("2026-13-01 10:00:00.000000+00:00"),
                                quoted("2026-01-01 25:00:00.000000+00:00"),
                                quoted("infinity"),
                                quoted("-infinity"),
                                quoted("0001-12-31 23:59:59.999999+00:00 BC"),
                                quoted("10000-01-01 00:00:00.000000+00:00")));
            case "BOOLEAN" -> new Values(List.of("TRUE", "FALSE"), List.of(quoted("2"), quoted("maybe")));
            case "TEXT" -> new Values(List.of("''", quoted("ü".repeat(10_000))), List.of());
            case "JSONB", "JSON" ->
                new Values(
                        List.of("'{}'", "'[]'", "'null'", "'1e2'", "'{\"a\": [1, null, \"ü\"]}'"),
                        List.of("''", "'{'", "'nothing'", "'{a: 1}'", "'{} {}'"));
            case "STATUS_TEXT" -> list(STATUSES);
            case "STATUS_TEXT_LIST" ->
                new Values(List.of("'{}'", quoted("{" + String.join(",", STATUSES) + "}")), List.of("''", "'booked'"));
            case "TEXT_LIST" -> new Values(List.of("'{}'", "'{vip}'", "'{vip,vip}'"), List.of("''", "'vip'"));
            default -> varchar(type);
        };
    }

    private static Values varchar(String type) {
        return new Values(List.of("''", quoted("é".repeat(length(type)))), List.of()).and(tooLong(type));
    }

    private static Values tooLong(String type) {
        return new Values(List.of(), List.of(quoted("x".repeat(length(type) + 1))));
    }

    private static int length(String type) {
        if (!type.startsWith("VARCHAR(")) {
            throw new AssertionError("No values are known for the type " + type);
        }
        return Integer.parseInt(type.substring("VARCHAR(".length(), type.length() - 1));
    }

    private static Values list(List<String> members) {
        return new Values(
                members.stream().map(ColumnValues::quoted).toList(),
                List.of("''", quoted("other"), quoted(members.getFirst().toUpperCase(Locale.ROOT))));
    }

    private static Values phones() {
        return new Values(
                List.of(quoted("+15"), quoted("+123456789012345")),
                Stream.of("", "+1", "15550100", "+05550100", "+1-555-0100", "+1555010O", "+15550100\n", " +15550100")
                        .map(ColumnValues::quoted)
                        .toList());
    }

    private static Values emails() {
        return new Values(
                List.of(quoted("a@b"), quoted("ü".repeat(250) + "@x.de")),
                Stream.of("", "ada", "@b", "a@", "a@b@c", "a b@c")
                        .map(ColumnValues::quoted)
                        .toList());
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    /** The valid and the invalid values of a column. */
    record Values(List<String> good, List<String> bad) {

        Values and(Values more) {
            return new Values(
                    Stream.concat(good.stream(), more.good.stream()).toList(),
                    Stream.concat(bad.stream(), more.bad.stream()).toList());
        }
    }

    /** A range of numbers. The ends are valid, and the numbers next to them are invalid. */
    private record Range(String least, String greatest) {

        Values values() {
            BigDecimal step = BigDecimal.ONE.movePointLeft(new BigDecimal(greatest).scale());
            String below = new BigDecimal(least).subtract(step).toPlainString();
            String above = new BigDecimal(greatest).add(step).toPlainString();
            return new Values(
                    List.of(least, greatest), List.of(below, above, quoted("NaN"), quoted("some"), quoted("")));
        }
    }

    /** Returns fingerprints: a version of at most six digits, a colon and a digest. */
    private static Values fingerprints() {
        String digest = "0123456789abcdef".repeat(4);
        return new Values(
                List.of(quoted("1:" + digest), quoted("999999:" + digest)),
                Stream.of(
                                digest,
                                ":" + digest,
                                "0:" + digest,
                                "1234567:" + digest,
                                "a:" + digest,
                                "1:" + digest + "0",
                                "1:" + digest.substring(1),
                                "1:" + digest.toUpperCase(Locale.ROOT))
                        .map(ColumnValues::quoted)
                        .toList());
    }

    private static Values digests() {
        return new Values(
                List.of(quoted("0123456789abcdef".repeat(4))),
                List.of(quoted("0".repeat(63)), quoted("A".repeat(64)), quoted("g".repeat(64))));
    }
}
