package io.aro.db.testkit.lint;

import io.aro.db.testkit.lint.Change.DropTable;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks for changes with a loss of rows, or with a break of the running version of a service during a
 * rolling upgrade.
 */
final class CompatibilityChecks {

    private CompatibilityChecks() {}

    static Stream<Statement> droppedTables(Script script) {
        Set<String> rebuilt = script.rebuiltTables();
        return script.statements().stream()
                .filter(statement -> statement.change() instanceof DropTable drop
                        && !drop.tables().stream()
                                .allMatch(table -> !script.isOlder(table) || rebuilt.contains(table)));
    }

    static Stream<Statement> droppedColumns(Script script) {
        return script.alterationsOfOlderTables()
                .filter(statement -> statement
                        .actions()
                        .anyMatch(action -> action.startsWith("DROP") && !action.startsWith("DROP", "CONSTRAINT")));
    }

    static Stream<Statement> renames(Script script) {
        return script.alterationsOfOlderTables()
                .filter(statement -> statement
                        .actions()
                        .anyMatch(action -> action.startsWith("RENAME") && !action.startsWith("RENAME", "CONSTRAINT")));
    }

    static Stream<Statement> requiredColumns(Script script) {
        return script.alterationsOfOlderTables()
                .filter(statement -> statement
                        .addedColumns()
                        .anyMatch(column -> column.has("NOT", "NULL") && !column.has("DEFAULT")));
    }

    static boolean truncates(Statement statement) {
        return statement.phrase().startsWith("TRUNCATE");
    }

    static boolean replacesRows(Statement statement) {
        return statement.phrase().startsWith("REPLACE")
                || statement.phrase().startsWith("INSERT", "OR", "REPLACE")
                || statement.phrase().startsWith("UPDATE", "OR", "REPLACE");
    }
}
