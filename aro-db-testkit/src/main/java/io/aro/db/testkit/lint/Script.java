package io.aro.db.testkit.lint;

import io.aro.db.migration.MigrationScript;
import io.aro.db.testkit.lint.Change.AlterTable;
import io.aro.db.testkit.lint.Change.CreateTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of a set, split into statements.
 *
 * @param file the folder and name, as in {@code rollback/sqlite/V001__initial_schema.sql}
 * @param name the name alone, shared with the down script
 * @param hasWayBack whether a down script exists, or a script with the reason for its absence
 * @param hasTwin whether the other engine has a script of the name
 */
record Script(
        String file,
        String name,
        ScriptDialect dialect,
        boolean isWayBack,
        boolean hasWayBack,
        boolean hasTwin,
        List<Statement> statements) {

    private static final String IRREVERSIBLE = "irreversible:";

    static Script up(MigrationScript script, ScriptDialect dialect, boolean hasTwin) {
        return new Script(
                dialect.folder() + "/" + script.name(),
                script.name(),
                dialect,
                false,
                hasWayBack(script),
                hasTwin,
                Statement.all(script.up()));
    }

    static Script down(String name, String sql, ScriptDialect dialect) {
        String file = "rollback/" + dialect.folder() + "/" + name;
        return new Script(file, name, dialect, true, true, true, Statement.all(sql));
    }

    /** An empty script needs no down script. */
    private static boolean hasWayBack(MigrationScript script) {
        String down = script.down();
        return down != null && (down.contains(IRREVERSIBLE) || hasWords(down) || !hasWords(script.up()));
    }

    private static boolean hasWords(String sql) {
        return Statement.all(sql).stream().anyMatch(Statement::hasWords);
    }

    List<Statement> statementsWithWords() {
        return statements.stream().filter(Statement::hasWords).toList();
    }

    /** Returns whether the migrator runs the script outside a transaction. Every statement must require this. */
    boolean runsOutsideTransaction() {
        return !isWayBack && statementsWithWords().stream().allMatch(Statement::refusesTransaction);
    }

    /** Returns a stand-in for the whole script, with every comment. */
    Statement whole() {
        return new Statement(
                new Phrase(List.of()),
                new Change.Other(),
                1,
                statements.stream()
                        .flatMap(statement -> statement.allowances().stream())
                        .toList(),
                false);
    }

    Set<String> createdTables() {
        return statements.stream()
                .map(Statement::change)
                .filter(CreateTable.class::isInstance)
                .map(change -> ((CreateTable) change).table())
                .collect(Collectors.toSet());
    }

    /** Returns the tables replaced by a table created in the script, the usual way of a change on SQLite. */
    Set<String> rebuiltTables() {
        Set<String> created = createdTables();
        Set<String> rebuilt = new HashSet<>();
        for (Statement statement : statements) {
            if (statement.change() instanceof AlterTable alter && created.contains(alter.table())) {
                alter.actions().stream()
                        .filter(action -> action.startsWith("RENAME", "TO"))
                        .forEach(action -> rebuilt.add(action.name(2)));
            }
        }
        return rebuilt;
    }

    /** Returns the statements on tables older than the script. */
    Stream<Statement> alterationsOfOlderTables() {
        return statements.stream()
                .filter(statement -> statement.change() instanceof AlterTable alter && isOlder(alter.table()));
    }

    /** Returns whether the table existed before the script. */
    boolean isOlder(String table) {
        return !createdTables().contains(table);
    }
}
