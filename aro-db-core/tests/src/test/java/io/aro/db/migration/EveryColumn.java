package io.aro.db.migration;

import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.schema.Column;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows with a value in every column, and with a non-default value if the rules of the table allow one.
 *
 * <p>The columns come from the schema. Values are tried until the database accepts one, so a new column needs no line
 * here.
 */
record EveryColumn(TestDatabase database) {

    private static final Pattern LITERAL = Pattern.compile("'([a-z0-9_]+)'");
    private static final String UUIDS = "00000000-0000-4000-8000-00000000000";

    /** A replacement of an earlier appointment, with a corrected cancellation. */
    private static final List<String> HISTORY = List.of(
            String.format(Locale.ROOT, """
            INSERT INTO appointments (id, customer_id, date, duration, service_type, service_cost, version,
              rescheduled_from, external_id, deposit_payment_id, confirmation_received)
            VALUES ('%1$s3', '%1$s1', '2026-03-02 10:00:00.000000+00:00', 30, 'Cleaning', 100, 3, '%1$s2', 'ext', 'pay', TRUE)
            """, UUIDS),
            move("1, NULL, NULL, 'booked', NULL, FALSE, 2, FALSE, NULL"),
            move("2, 1, 'booked', 'cancelled', NULL, FALSE, 3, FALSE, NULL"),
            move("3, 2, 'cancelled', 'booked', 'by mistake', TRUE, NULL, TRUE, 'command'"));

    /** Columns required together by a rule, all or none. */
    private static final List<String> TOGETHER = List.of(
            "UPDATE delivery_subjects SET superseded = 2, last_superseded_at = occurred_at",
            "UPDATE idempotency_keys SET state = 'completed', completed_at = created_at",
            "UPDATE workflow_instances SET owner = 'worker', lease_until = started_at");

    private static String move(String values) {
        return String.format(Locale.ROOT, """
                INSERT INTO appointment_transitions (sequence, previous_sequence, from_status, to_status, reason, correction,
                  next_sequence, last, command_id, appointment_id, actor, actor_id,
                  occurred_at)
                VALUES (%s, '%s3', 'user', 'ada', '2026-03-01 10:00:00.000000+00:00')""", values, UUIDS);
    }

    /** Fills every table, and returns the columns without a value in any row. */
    Set<String> fill() {
        Look look = new Look(database);
        SchemaSnapshot schema = SchemaSnapshot.of(database.dataSource());
        look.run(Stream.concat(
                        SampleRows.byTable().values().stream().filter(sql -> !sql.contains("customer_tags")),
                        HISTORY.stream())
                .toList());
        look.run(TOGETHER);
        Set<String> literals = literals(look);
        Set<String> empty = new TreeSet<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            if (!database.engine().isPostgres()) {
                statement.execute("PRAGMA foreign_keys = ON");
            }
            for (Table table : tables(schema)) {
                for (Column column : table.columns()) {
                    change(statement, table, column, literals);
                    String count =
                            String.format(Locale.ROOT, "SELECT count(\"%s\") FROM %s", column.name(), table.name());
                    if (look.text(count).equals("0")) {
                        empty.add(table.name() + "." + column.name());
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return empty;
    }

    /** Returns the tables, except the tags, written by triggers, and the versions, written by migrations. */
    private static List<Table> tables(SchemaSnapshot schema) {
        return schema
                .without(MigrationSet.aro().historyTable(), "customer_tags", "aro_schema_versions")
                .tables()
                .stream()
                .filter(table -> !table.isPartition())
                .toList();
    }

    private static void change(Statement statement, Table table, Column column, Set<String> literals) {
        for (String value : values(column, literals)) {
            try {
                if (statement.executeUpdate(String.format(Locale.ROOT, """
                                UPDATE %1$s SET "%2$s" = %3$s
                                WHERE CAST("%2$s" AS text) IS DISTINCT FROM CAST(%3$s AS text)""", table.name(), column.name(), value)) > 0) {
                    return;
                }
            } catch (SQLException refused) {
                // A rule of the table refuses the value; try the next value.
            }
        }
    }

    private static List<String> values(Column column, Set<String> literals) {
        String type = column.type().toLowerCase(Locale.ROOT);
        List<String> values = new ArrayList<>();
        if (type.contains("time")) {
            values.add("'2026-03-03 11:12:13.456789+00:00'");
        } else if (type.contains("bool")) {
            values.addAll(List.of("TRUE", "FALSE"));
        } else if (type.contains("int")
                || type.contains("numeric")
                || type.contains("double")
                || type.contains("real")) {
            values.addAll(List.of("17", "2", "1"));
        } else if (type.contains("json")) {
            values.addAll(List.of("'{\"a\": 1}'", "'[\"a\"]'"));
        } else if (type.equals("uuid")) {
            values.addAll(List.of("'" + UUIDS + "9'", "'" + UUIDS + "2'", "'" + UUIDS + "1'"));
        } else {
            values.addAll(List.of("'sample'", "'[\"sample\"]'", "'{sample}'", "'[\"booked\"]'", "'{booked}'"));
            values.addAll(List.of("'" + "0b".repeat(32) + "'", "'2:" + "0b".repeat(32) + "'", "'ada@example.org'"));
            literals.forEach(literal -> values.add("'" + literal + "'"));
        }
        return values;
    }

    /** Returns the literals in the rules of the schema, including every closed list. */
    private Set<String> literals(Look look) {
        String rules = database.engine().isPostgres()
                ? "SELECT pg_get_constraintdef(oid) FROM pg_constraint UNION ALL SELECT quote_literal(enumlabel) FROM pg_enum"
                : "SELECT sql FROM sqlite_schema";
        return look.texts(rules).stream()
                .flatMap(rule -> LITERAL.matcher(rule).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
