package io.aro.db.testkit.plan;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A plan of a statement, as the planner of a database makes it.
 *
 * <p>A step counts as a whole read if no condition leads it to a place within an index and nothing ends it early. A limit
 * ends it only if each row that is read counts towards the limit: not if a condition, a join, a sort or a group stands
 * between them. This is seen from the plan alone, so tables need no rows. A step that a condition does lead into an index
 * is none, however many rows a further condition drops: how many, only the rows can tell.
 *
 * @param postgres whether the planner is PostgreSQL's
 * @param sql the statement
 * @param steps what the planner says, in its words, line by line
 * @param wholeReads the steps that read a whole table or a whole index, or may have to
 */
public record Plan(boolean postgres, String sql, List<String> steps, List<WholeRead> wholeReads) {

    private static final Pattern ANY_SORT = Pattern.compile("Sort$|TEMP B-TREE|Bitmap");

    public Plan {
        steps = List.copyOf(steps);
        wholeReads = List.copyOf(wholeReads);
    }

    /**
     * Asks the planner about a statement; nothing is run.
     *
     * @param values gives the statement its values, if it has parameters
     */
    public static Plan of(Connection connection, boolean postgres, String sql, Values values) throws SQLException {
        Question question = new Question(connection, sql, values);
        return postgres ? PostgresPlanner.answer(question) : SqlitePlanner.answer(question);
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

    /** Returns the tables that steps read the whole of, or a whole index of. */
    public List<String> wholeReadTables() {
        return wholeReads.stream().map(WholeRead::table).distinct().toList();
    }

    @Override
    public String toString() {
        return sql + "\n    " + String.join("\n    ", steps);
    }
}
