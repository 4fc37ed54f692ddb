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
 * A violated constraint with its table and column, as far as known from the engine or from the constraint's
 * name.
 *
 * <p>The schema names its checks {@code ck_<table>_<column>} and its rejecting triggers
 * {@code tg_<table>_<word>}. SQLite reports only these names. The class therefore lists the tables, and the checks
 * across columns. A test compares both lists with the schema.
 *
 * @param name the engine's name of the constraint, or {@code table.column} for an unnamed constraint
 * @param table the table of the rejected row
 * @param column the constrained column; null for several columns
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

    /** The checks across several columns of a row. */
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

    /** Returns whether the constraint is the bound of an unfinished partition. */
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

    /** SQLite reports a key by its columns instead of its name. */
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

    /**
     * For a row still referenced by another table, the detail names a column of that table. Such a column is
     * ignored.
     */
    private static @Nullable String keyOf(ServerErrorMessage message) {
        String detail = String.valueOf(message.getDetail());
        Matcher key = POSTGRES_KEY.matcher(detail);
        Matcher other = POSTGRES_OTHER.matcher(detail);
        boolean isOfAnother = other.find() && other.group(1).equals(message.getTable());
        return key.find() && !isOfAnother ? key.group(1) : null;
    }

    /** PostgreSQL names the partition instead of its table. */
    private static @Nullable String whole(@Nullable String table) {
        Matcher partition = PARTITION.matcher(String.valueOf(table));
        return partition.matches() ? partition.group(1) : table;
    }
}
