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

/** Is an attempt to put values into a row that is there. */
@NullMarked
record Probe(Table table, Map<String, String> values) {

    static Probe of(Table table, Column column, String value) {
        return new Probe(table, Map.of(column.name(), value));
    }

    /** Makes the attempt, and takes it back. */
    Answer ask(Connection connection, Engine engine) throws SQLException {
        // A plain statement of SQLite's driver would count the rows that triggers write as well.
        try (PreparedStatement statement = connection.prepareStatement(sql(engine))) {
            int rows = statement.executeUpdate();
            return rows == 1 ? new Taken() : new Refused("no row to put it into", "", "", "");
        } catch (SQLException e) {
            return answer(VendorErrors.translate(e));
        } finally {
            connection.rollback();
        }
    }

    /** A value that a key does not take passed the type, the check and the length, which are looked at before. */
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

    /** Is what a database answers. */
    sealed interface Answer {}

    /** Says that nothing about the value itself was refused. */
    record Taken() implements Answer {}

    /** Says by which kind of rule, and by which one of which table and column if that is told, the value was refused. */
    record Refused(String kind, String constraint, String table, String column) implements Answer {}
}
