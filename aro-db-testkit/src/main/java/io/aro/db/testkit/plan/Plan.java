package io.aro.db.testkit.plan;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Is how the planner of a database would run a statement.
 *
 * @param postgres whether the planner is PostgreSQL's
 * @param sql the statement
 * @param steps what the planner says, in its words, line by line
 */
public record Plan(boolean postgres, String sql, List<String> steps) {

    private static final Pattern POSTGRES_SORT = Pattern.compile("(?<!Incremental )Sort$");

    private static final Pattern SQLITE_SORT = Pattern.compile("TEMP B-TREE FOR (ORDER|GROUP|DISTINCT)");

    private static final Pattern ANY_SORT = Pattern.compile("Sort$|TEMP B-TREE|Bitmap");

    private static final Pattern LIMIT = Pattern.compile("\\blimit\\b|\\bfetch next\\b");

    private static final Pattern SQLITE_SCAN = Pattern.compile("^SCAN (\\w+)(?!.*VIRTUAL TABLE)");

    private static final Pattern POSTGRES_SCAN = Pattern.compile("Scan.* on (\\w+)");

    /** SQLite's names for rows that are in the statement itself. */
    private static final Pattern SQLITE_CONSTANTS = Pattern.compile("^SCAN (CONSTANT ROW|\\d+ CONSTANT ROW|\\d+-ROW)");

    /** A query within the statement is planned on its own, and reading what it returns is no scan of a table. */
    private static final Pattern SQLITE_SUBQUERY = Pattern.compile("^(?:CO-ROUTINE|MATERIALIZE) (\\w+)");

    public Plan {
        steps = List.copyOf(steps);
    }

    /**
     * Asks the planner about a statement; nothing is run.
     *
     * @param values gives the statement its values, if it has parameters
     */
    public static Plan of(Connection connection, boolean postgres, String sql, Values values) throws SQLException {
        String question = (postgres ? "EXPLAIN (COSTS OFF) " : "EXPLAIN QUERY PLAN ") + sql;
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            values.bindTo(statement);
            List<String> steps = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    steps.add(result.getString(postgres ? "QUERY PLAN" : "detail"));
                }
            }
            return new Plan(postgres, sql, steps);
        }
    }

    /** Gives a statement its values. */
    @FunctionalInterface
    public interface Values {

        void bindTo(PreparedStatement statement) throws SQLException;
    }

    /** Tells whether some step uses the index. */
    public boolean uses(String indexPattern) {
        Pattern index = Pattern.compile("\\b" + indexPattern + "\\b");
        return steps.stream().anyMatch(step -> index.matcher(step).find());
    }

    /** Tells whether some step begins at a place within the index, instead of at its beginning. */
    public boolean seeks(String indexPattern) {
        Pattern seek = Pattern.compile(
                postgres ? "Index Cond: .*(ROW\\(|>|<)" : "SEARCH \\w+ USING.*\\b" + indexPattern + "\\b.*(>|<)");
        return steps.stream().anyMatch(step -> seek.matcher(step).find());
    }

    /** Tells whether rows are put into an order that they are not read in, if only rows that are equal so far. */
    public boolean sorts() {
        return steps.stream().anyMatch(step -> ANY_SORT.matcher(step).find());
    }

    /**
     * Returns the steps that read a whole table or a whole index.
     *
     * <p>An index that is read in its order is not, if a limit ends that early: nothing may be sorted after it then.
     */
    public List<String> wholeReads() {
        boolean endsEarly = LIMIT.matcher(sql).find() && !sortsAll();
        return IntStream.range(0, steps.size())
                .filter(i -> postgres ? isPostgresRead(i, endsEarly) : isSqliteRead(i, endsEarly))
                .mapToObj(steps::get)
                .toList();
    }

    /** Returns the tables that steps read the whole of, or a whole index of; where a step names none, the step. */
    public List<String> wholeReadTables() {
        return wholeReads().stream().map(this::tableOf).distinct().toList();
    }

    private String tableOf(String step) {
        Matcher table = (postgres ? POSTGRES_SCAN : SQLITE_SCAN).matcher(step);
        return table.find() ? table.group(1) : step.strip();
    }

    private boolean sortsAll() {
        Pattern sort = postgres ? POSTGRES_SORT : SQLITE_SORT;
        return steps.stream().anyMatch(step -> sort.matcher(step).find());
    }

    private boolean isPostgresRead(int number, boolean endsEarly) {
        String step = steps.get(number);
        if (step.contains("Seq Scan")) {
            return true;
        }
        boolean isScan = step.contains("Index Scan") || step.contains("Index Only Scan");
        boolean isSought = steps.stream()
                .skip(number + 1L)
                .takeWhile(line -> !line.contains("->"))
                .anyMatch(line -> line.contains("Index Cond"));
        return isScan && !isSought && !endsEarly;
    }

    private boolean isSqliteRead(int number, boolean endsEarly) {
        String step = steps.get(number);
        Matcher scan = SQLITE_SCAN.matcher(step);
        return scan.find()
                && !SQLITE_CONSTANTS.matcher(step).find()
                && !subqueries().contains(scan.group(1))
                && !(endsEarly && step.contains(" INDEX "));
    }

    private Set<String> subqueries() {
        return steps.stream()
                .flatMap(step -> SQLITE_SUBQUERY.matcher(step).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return sql + "\n    " + String.join("\n    ", steps);
    }
}
