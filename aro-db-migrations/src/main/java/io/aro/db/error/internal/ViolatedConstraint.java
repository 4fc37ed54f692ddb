package io.aro.db.error.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Is the rule that refused a row, and what it is about as far as the engine or the rule's name tells.
 *
 * <p>The checks of the schema are named {@code ck_<table>_<column>}, its triggers that refuse {@code tg_<table>_<word>}.
 * SQLite says nothing else of them, so the tables and the checks that are not about one column are listed here; a test
 * compares the lists with the schema.
 *
 * @param name what the engine calls the rule, or {@code table.column} where a rule has no name
 * @param table the table whose row was refused
 * @param column the column that the rule is about, if it is one
 */
public record ViolatedConstraint(
        @Nullable String name,
        @Nullable String table,
        @Nullable String column) {

    private static final ViolatedConstraint UNKNOWN = new ViolatedConstraint(null, null, null);

    static final List<String> TABLES = List.of(
            "allowed_transitions",
            "appointment_transitions",
            "appointments",
            "archive_segments",
            "aro_schema_versions",
            "business_config",
            "consents",
            "customer_tags",
            "customers",
            "dead_letters",
            "delivery_subjects",
            "erasure_secrets",
            "erasures",
            "events",
            "former_belongings",
            "idempotency_keys",
            "idempotency_steps",
            "legal_holds",
            "reminder_logs",
            "workflow_instances");

    /** The checks of a row, which compare columns. */
    private static final Set<String> OF_ROWS = Set.of(
            "ck_appointment_transitions_end",
            "ck_appointment_transitions_linear",
            "ck_appointment_transitions_reasoned",
            "ck_appointments_cancelled",
            "ck_appointments_completed",
            "ck_consents_given",
            "ck_consents_opt_out",
            "ck_delivery_subjects_counted",
            "ck_idempotency_keys_completed",
            "ck_workflow_instances_lease");

    private static final ViolatedConstraint SINGLE_CONFIG =
            new ViolatedConstraint("idx_single_config", "business_config", null);

    private static final Pattern SQLITE_WORDS = Pattern.compile("constraint failed: (?:index ')?([\\w., ]+)");

    private static final Pattern COLUMNS = Pattern.compile("(\\w+)\\.(\\w+)(, \\w+\\.\\w+)*");

    /** The detail of PostgreSQL begins, in any language, with the columns of the key: {@code Key (phone)=(…)}. */
    private static final Pattern POSTGRES_KEY = Pattern.compile("^[^(]*\\((\\w+)\\)=\\(");

    /** The detail about a foreign key ends with the other table in quotes. */
    private static final Pattern POSTGRES_OTHER = Pattern.compile("\"(\\w+)\"\\W*$");

    private static final Pattern PARTITION = Pattern.compile("(events)_(default|(?:before_)?[0-9_]+)");

    /** Tells whether it is the bound of a partition that is being made. */
    boolean isOfPartition() {
        return name != null && name.startsWith("bound_events_");
    }

    static ViolatedConstraint of(@Nullable SQLException vendor) {
        if (vendor == null) {
            return UNKNOWN;
        }
        if (vendor instanceof PSQLException postgres) {
            ServerErrorMessage message = postgres.getServerErrorMessage();
            return message == null ? UNKNOWN : of(message);
        }
        Matcher words = SQLITE_WORDS.matcher(String.valueOf(vendor.getMessage()));
        return words.find() ? named(words.group(1)) : UNKNOWN;
    }

    private static ViolatedConstraint of(ServerErrorMessage message) {
        String name = message.getConstraint();
        String table = whole(message.getTable());
        if (name == null) {
            String column = message.getColumn();
            return new ViolatedConstraint(table == null || column == null ? null : table + "." + column, table, column);
        }
        ViolatedConstraint ours = named(name);
        return table != null && table.equals(ours.table) ? ours : new ViolatedConstraint(name, table, keyOf(message));
    }

    /** SQLite names the columns of a key in place of the key. */
    private static ViolatedConstraint named(String name) {
        Matcher columns = COLUMNS.matcher(name);
        if (columns.matches()) {
            return new ViolatedConstraint(name, columns.group(1), columns.group(3) == null ? columns.group(2) : null);
        }
        if (name.startsWith("tg_")) {
            return new ViolatedConstraint(name, tableOf(name), null);
        }
        return name.equals(SINGLE_CONFIG.name) ? SINGLE_CONFIG : check(name);
    }

    private static ViolatedConstraint check(String name) {
        String table = name.startsWith("ck_") ? tableOf(name) : null;
        boolean isOfRow = table == null || OF_ROWS.contains(name);
        return new ViolatedConstraint(name, table, isOfRow ? null : name.substring(("ck_" + table + "_").length()));
    }

    private static @Nullable String tableOf(String name) {
        return TABLES.stream()
                .filter(table -> name.startsWith(table + "_", "ck_".length()))
                .findFirst()
                .orElse(null);
    }

    /** Where rows of the other table still point to the row, the key is that row's and not a column of the table. */
    private static @Nullable String keyOf(ServerErrorMessage message) {
        String detail = String.valueOf(message.getDetail());
        Matcher key = POSTGRES_KEY.matcher(detail);
        Matcher other = POSTGRES_OTHER.matcher(detail);
        boolean isOfAnother = other.find() && other.group(1).equals(message.getTable());
        return key.find() && !isOfAnother ? key.group(1) : null;
    }

    /** PostgreSQL names the partition that the row would be in. */
    private static @Nullable String whole(@Nullable String table) {
        Matcher partition = PARTITION.matcher(String.valueOf(table));
        return partition.matches() ? partition.group(1) : table;
    }
}
