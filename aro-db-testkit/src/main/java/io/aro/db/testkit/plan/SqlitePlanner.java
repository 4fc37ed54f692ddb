package io.aro.db.testkit.plan;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The planner of SQLite. It is asked for the plan, which names the loops, and for the program, which shows what ends them.
 *
 * <p>The plan says nothing of conditions that no index serves. A step's id is the address of its loop in the program, where
 * each step before it takes one place more, since only then do the steps themselves stand in the program.
 */
final class SqlitePlanner {

    private static final Pattern SCAN =
            Pattern.compile("^SCAN (?!.*VIRTUAL TABLE|CONSTANT ROW|\\d+ CONSTANT ROW)(\\S+)");

    /** How a condition is served that a column is greater than a value, or than NULL, which is to say that it has one. */
    private static final Pattern LOWER_BOUND = Pattern.compile("^SEARCH (\\S+) USING .* \\([^ ()]+>\\?\\)");

    /** An index or a filter that is made for this statement alone, out of all rows. */
    private static final Pattern MADE = Pattern.compile("^(?:SEARCH(?= \\S+ USING AUTOMATIC)|BLOOM FILTER ON) (\\S+)");

    /** A query within the statement is planned on its own, and reading what it returns is no scan of a table. */
    private static final Pattern SUBQUERY = Pattern.compile("^(?:CO-ROUTINE|MATERIALIZE) (\\S+)");

    /** Another sort is of rows that are equal so far, and of no others. */
    private static final Pattern SORT = Pattern.compile("TEMP B-TREE FOR (ORDER|GROUP|DISTINCT)");

    private final Question question;
    private final List<Step> steps;
    private final SqliteProgram program;
    private final Set<String> subqueries;

    private SqlitePlanner(Question question, List<Step> steps, SqliteProgram program) {
        this.question = question;
        this.steps = steps;
        this.program = program;
        this.subqueries = steps.stream()
                .flatMap(step -> SUBQUERY.matcher(step.detail()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    static Plan answer(Question question) throws SQLException {
        List<Step> steps =
                question.ask("EXPLAIN QUERY PLAN", result -> new Step(result.getInt("id"), result.getString("detail")));
        SqliteProgram program = SqliteProgram.of(question);
        return new Plan(
                false,
                question.sql(),
                steps.stream().map(Step::detail).toList(),
                new SqlitePlanner(question, steps, program).wholeReads());
    }

    private List<WholeRead> wholeReads() throws SQLException {
        List<WholeRead> reads = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            int address = steps.get(i).id() - i;
            String detail = steps.get(i).detail();
            Optional<String> walked = walkedAt(address, detail);
            Optional<String> made = nameIn(MADE, detail);
            if (walked.isPresent() && program.readsWhole(address)) {
                reads.add(new WholeRead(tableAt(address, walked.get()), detail, cause()));
            } else if (made.isPresent()) {
                reads.add(new WholeRead(tableAt(address, made.get()), detail, WholeRead.MADE_INDEX));
            }
        }
        return reads;
    }

    /** Returns what a step reads from one end, if it does. */
    private Optional<String> walkedAt(int address, String detail) {
        Optional<String> scanned = nameIn(SCAN, detail);
        return scanned.isPresent() ? scanned : nameIn(LOWER_BOUND, detail).filter(name -> program.skipsNulls(address));
    }

    private Optional<String> nameIn(Pattern pattern, String detail) {
        Matcher found = pattern.matcher(detail);
        return found.find() && !subqueries.contains(found.group(1)) ? Optional.of(found.group(1)) : Optional.empty();
    }

    private String cause() {
        if (!program.counts()) {
            return WholeRead.NO_LIMIT;
        }
        return steps.stream().anyMatch(step -> SORT.matcher(step.detail()).find())
                ? WholeRead.GATHERED
                : WholeRead.UNCOUNTED;
    }

    /** Returns the table's own name, since the plan has the one that the statement gives it. */
    private String tableAt(int address, String alias) throws SQLException {
        try (PreparedStatement statement =
                question.connection().prepareStatement("SELECT tbl_name FROM sqlite_schema WHERE rootpage = ?")) {
            statement.setInt(1, program.rootPageAt(address));
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getString(1) : alias;
            }
        }
    }

    /** A line of the plan. */
    private record Step(int id, String detail) {}
}
