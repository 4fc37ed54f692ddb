package io.aro.db.testkit.lint;

import java.util.List;
import java.util.stream.Stream;

/** Checks for scripts with another effect under the migrator, or with a hidden effect. */
final class ScriptChecks {

    private static final List<String> OF_TRANSACTIONS =
            List.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE");
    private static final List<String> TIMEOUTS = List.of("lock_timeout", "statement_timeout");

    private ScriptChecks() {}

    static boolean lacksWayBack(Script script) {
        return !script.hasWayBack();
    }

    static boolean lacksTwin(Script script) {
        return !script.hasTwin();
    }

    static boolean controlsTransaction(Statement statement) {
        return OF_TRANSACTIONS.stream().anyMatch(statement.phrase()::startsWith);
    }

    static boolean setsPragma(Statement statement) {
        return statement.phrase().startsWith("PRAGMA");
    }

    static boolean setsTimeout(Statement statement) {
        return TIMEOUTS.stream()
                .flatMap(timeout -> Stream.of(
                        List.of("SET", timeout), List.of("SET", "LOCAL", timeout), List.of("SET", "SESSION", timeout)))
                .anyMatch(words -> statement.phrase().startsWith(words.toArray(String[]::new)));
    }

    static boolean hidesWhatIsThere(Statement statement) {
        return (statement.phrase().startsWith("CREATE") && statement.phrase().has("IF", "NOT", "EXISTS"))
                || statement.actions().anyMatch(action -> action.has("IF", "NOT", "EXISTS"));
    }

    /** Finds the statements. SQLite adds no column with a default computed for existing rows. */
    static Stream<Statement> computedDefaults(Script script) {
        return script.alterationsOfOlderTables()
                .filter(statement -> statement
                        .addedColumns()
                        .map(column -> column.after("DEFAULT"))
                        .anyMatch(
                                value -> value.startsWith("(") || value.name(0).startsWith("current_")));
    }
}
