package io.aro.db.schema;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.schema.Column;
import io.aro.db.testkit.schema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** An attempt to update an existing row with values. */
@NullMarked
record Probe(Table table, Map<String, String> values) {

    static Probe of(Table table, Column column, String value) {
        return new Probe(table, Map.of(column.name(), value));
    }

    /** Makes the attempt and rolls back. */
    Answer ask(Connection connection, Engine engine) throws SQLException {
        // A plain statement of SQLite's driver would include the rows written by triggers in the count.
        try (PreparedStatement statement = connection.prepareStatement(sql(engine))) {
            int rows = statement.executeUpdate();
            return rows == 1 ? new Taken() : new Refused("no row to put it into", "", "", "");
        } catch (SQLException e) {
            return answer(VendorErrors.translate(e));
        } finally {
            connection.rollback();
        }
    }

    /** Returns the answer. A value refused by a key has passed the type, the check and the length, which come first. */
    private static Answer answer(AroDatabaseException refusal) {
        if (refusal instanceof ConstraintViolationException violation) {
            return switch (violation.kind()) {
                case UNIQUE, FOREIGN_KEY -> new Taken();
                case CHECK, NOT_NULL ->
                    new Refused(
                            violation.kind().name(),
                            violation.constraint().orElse(""),
                            violation.table().orElse(""),
                            violation.column().orElse(""));
            };
        }
        throw refusal;
    }

    private String sql(Engine engine) {
        String assignments = values.entrySet().stream()
                .map(entry -> entry.getKey() + " = "
                        + Literals.of(
                                engine,
                                table.column(entry.getKey()).orElseThrow().type(),
                                entry.getValue()))
                .collect(Collectors.joining(", "));
        String row = table.name().equals("appointment_transitions") ? " WHERE sequence = 2" : "";
        return "UPDATE " + table.name() + " SET " + assignments + row;
    }

    @Override
    public String toString() {
        String text = table.name() + values;
        return text.length() <= 120 ? text : text.substring(0, 120) + "…";
    }

    /** The answer of a database. */
    sealed interface Answer {}

    /** The value was accepted, or refused for a reason outside of the value. */
    record Taken() implements Answer {}

    /** The kind of the refusing rule, with its name, table and column if known. */
    record Refused(String kind, String constraint, String table, String column) implements Answer {}
}
