package io.aro.db.testkit.lint;

import io.aro.db.testkit.lint.Change.AlterTable;
import io.aro.db.testkit.lint.Change.ChangeRows;
import io.aro.db.testkit.lint.Change.CreateIndex;
import java.util.Set;
import java.util.stream.Stream;

/** Checks for statements with a long lock on PostgreSQL, which blocks other sessions during a migration. */
final class LockChecks {

    private static final Set<String> VOLATILE = Set.of(
            "random",
            "gen_random_uuid",
            "uuid_generate_v4",
            "uuidv4",
            "uuidv7",
            "clock_timestamp",
            "timeofday",
            "nextval");
    private static final Set<String> COMPUTED = Set.of("serial", "bigserial", "smallserial", "identity", "stored");

    private LockChecks() {}

    static Stream<Statement> blockingIndexes(Script script) {
        return script.statements().stream()
                .filter(statement -> statement.change() instanceof CreateIndex index
                        && !index.concurrently()
                        && script.isOlder(index.table()));
    }

    /**
     * An index cannot be built concurrently in a transaction. A script with any other statement runs in a
     * transaction.
     */
    static Stream<Statement> concurrentlyInTransaction(Script script) {
        return script.runsOutsideTransaction()
                ? Stream.empty()
                : script.statements().stream().filter(Statement::refusesTransaction);
    }

    /** A constraint added and validated in the same script holds the same lock for as long. */
    static Stream<Statement> scanningConstraints(Script script) {
        return script.alterationsOfOlderTables()
                .filter(statement -> statement.addedConstraints().anyMatch(LockChecks::scansAtOnce)
                        || (validates(statement) && isAddedHere(script, table(statement))));
    }

    private static boolean scansAtOnce(Phrase constraint) {
        return isScanned(constraint) && !constraint.has("NOT", "VALID");
    }

    private static boolean isScanned(Phrase constraint) {
        return constraint.startsWith("CHECK") || constraint.startsWith("FOREIGN", "KEY");
    }

    private static boolean validates(Statement statement) {
        return statement.actions().anyMatch(action -> action.startsWith("VALIDATE", "CONSTRAINT"));
    }

    private static boolean isAddedHere(Script script, String table) {
        return script.alterationsOfOlderTables()
                .filter(statement -> table(statement).equals(table))
                .anyMatch(statement -> statement.addedConstraints().anyMatch(LockChecks::isScanned));
    }

    static Stream<Statement> scanningUniqueness(Script script) {
        return script.alterationsOfOlderTables()
                .filter(statement -> statement
                        .addedConstraints()
                        .filter(constraint -> constraint.startsWith("UNIQUE") || constraint.startsWith("PRIMARY"))
                        .anyMatch(constraint -> !constraint.has("USING", "INDEX")));
    }

    /** PostgreSQL trusts a validated constraint and skips the scan. */
    static Stream<Statement> scanningNotNull(Script script) {
        return script.alterationsOfOlderTables()
                .filter(statement ->
                        statement.columnChanges().anyMatch(change -> change.startsWith("SET", "NOT", "NULL")))
                .filter(statement -> script.alterationsOfOlderTables()
                        .takeWhile(earlier -> !earlier.equals(statement))
                        .noneMatch(
                                earlier -> validates(earlier) && table(earlier).equals(table(statement))));
    }

    static Stream<Statement> rewritingTypes(Script script) {
        return script.alterationsOfOlderTables()
                .filter(statement -> statement
                        .columnChanges()
                        .anyMatch(change -> change.startsWith("TYPE") || change.startsWith("SET", "DATA", "TYPE")));
    }

    static Stream<Statement> rewritingColumns(Script script) {
        return script.alterationsOfOlderTables()
                .filter(statement -> statement
                        .addedColumns()
                        .anyMatch(column -> column.after("DEFAULT").mentions(VOLATILE)
                                || column.from(1).outermost().mentions(COMPUTED)));
    }

    static Stream<Statement> backfills(Script script) {
        boolean defines = script.statements().stream().anyMatch(Statement::isDefinition);
        return script.statements().stream()
                .filter(statement ->
                        defines && statement.change() instanceof ChangeRows rows && script.isOlder(rows.table()));
    }

    private static String table(Statement statement) {
        return statement.change() instanceof AlterTable alter ? alter.table() : "";
    }
}
