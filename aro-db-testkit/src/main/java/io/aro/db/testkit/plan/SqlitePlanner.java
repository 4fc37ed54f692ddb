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
 * The planner of SQLite. The plan names the loops; the program shows their exits.
 *
 * <p>The plan omits conditions not served by an index. The id of a step is the address of its loop, plus one
 * for each step before it. {@code EXPLAIN QUERY PLAN} adds an instruction per step to the program.
 */
final class SqlitePlanner {

    private static final Pattern SCAN =
            Pattern.compile("^SCAN (?!.*VIRTUAL TABLE|CONSTANT ROW|\\d+ CONSTANT ROW)(\\S+)");

    /** The form of a lower bound in a plan. {@code IS NOT NULL} has the same form, as a lower bound of NULL. */
    private static final Pattern LOWER_BOUND = Pattern.compile("^SEARCH (\\S+) USING .* \\([^ ()]+>\\?\\)");

    /** An index or a filter built for this statement alone, out of all rows. */
    private static final Pattern MADE = Pattern.compile("^(?:SEARCH(?= \\S+ USING AUTOMATIC)|BLOOM FILTER ON) (\\S+)");

    /** A subquery, planned on its own. A read of its result is no table scan. */
    private static final Pattern SUBQUERY = Pattern.compile("^(?:CO-ROUTINE|MATERIALIZE) (\\S+)");

    /** A full sort. A partial sort, of rows equal so far, has a different text. */
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

    /** Returns the name of the table or alias read from one end, if any. */
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

    /** Returns the table's real name; the plan shows its alias. */
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
