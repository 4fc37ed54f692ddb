package io.aro.db.testkit.plan;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The planner's plan of a statement.
 *
 * <p>A step is a whole read if no condition seeks in an index and nothing ends the step early. A limit ends a
 * step only if each row read counts towards the limit: not with a condition, a join, a sort or a group in
 * between. The decision needs the plan alone, hence tables may be empty.
 *
 * <p>A step with a seek is never a whole read, even if a further condition drops most rows. Their number
 * depends on the data.
 *
 * @param postgres whether the planner is PostgreSQL's
 * @param sql the statement
 * @param steps the planner's output, line by line
 * @param wholeReads the steps with a certain or possible read of a whole table or index
 */
public record Plan(boolean postgres, String sql, List<String> steps, List<WholeRead> wholeReads) {

    private static final Pattern ANY_SORT = Pattern.compile("Sort$|TEMP B-TREE|Bitmap");

    public Plan {
        steps = List.copyOf(steps);
        wholeReads = List.copyOf(wholeReads);
    }

    /**
     * Returns the planner's plan of a statement, without running the statement.
     *
     * @param values binds the parameters of the statement, if any
     */
    public static Plan of(Connection connection, boolean postgres, String sql, Values values) throws SQLException {
        Question question = new Question(connection, sql, values);
        return postgres ? PostgresPlanner.answer(question) : SqlitePlanner.answer(question);
    }

    /** A binder of a statement's parameters. */
    @FunctionalInterface
    public interface Values {

        /** Binds the values to the parameters of the statement. */
        void bindTo(PreparedStatement statement) throws SQLException;
    }

    /** Returns whether a step uses the index. */
    public boolean uses(String indexPattern) {
        Pattern index = Pattern.compile("\\b" + indexPattern + "\\b");
        return steps.stream().anyMatch(step -> index.matcher(step).find());
    }

    /** Returns whether a step seeks a position within the index, instead of starting at its beginning. */
    public boolean seeks(String indexPattern) {
        Pattern seek = Pattern.compile(
                postgres ? "Index Cond: .*(ROW\\(|>|<)" : "SEARCH \\w+ USING.*\\b" + indexPattern + "\\b.*(>|<)");
        return steps.stream().anyMatch(step -> seek.matcher(step).find());
    }

    /** Returns whether any step sorts rows, even partially. */
    public boolean sorts() {
        return steps.stream().anyMatch(step -> ANY_SORT.matcher(step).find());
    }

    /** Returns the tables with a whole read of the table or of an index. */
    public List<String> wholeReadTables() {
        return wholeReads.stream().map(WholeRead::table).distinct().toList();
    }

    @Override
    public String toString() {
        return sql + "\n    " + String.join("\n    ", steps);
    }
}
