package io.aro.db.testkit.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The planner of PostgreSQL. It returns the plan as text, and as a tree with each scan below its limits. */
final class PostgresPlanner {

    /** An offset without a limit is planned like a limit, but ends no scan. */
    private static final Pattern OFFSET_ALONE =
            Pattern.compile("\\A(?!.*\\b(limit|fetch)\\b).*\\boffset\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** For locked rows the planner repeats every condition, even the predicate of a partial index. */
    private static final Pattern LOCKING = Pattern.compile(
            "\\sfor\\s+(no\\s+key\\s+update|update|key\\s+share|share)(\\s+of\\s+[\\w\".]+(\\s*,\\s*[\\w\".]+)*)?"
                    + "(\\s+nowait|\\s+skip\\s+locked)?\\b",
            Pattern.CASE_INSENSITIVE);

    /**
     * The nodes with one output row for each input row, as long as they have no filter. An incremental sort
     * reads ahead to the last row of a group of equal rows.
     */
    private static final Set<String> ROW_BY_ROW = Set.of(
            "Limit",
            "Result",
            "Subquery Scan",
            "LockRows",
            "Incremental Sort",
            "Append",
            "Merge Append",
            "Materialize",
            "Gather",
            "Gather Merge");

    private static final Set<String> JOINS = Set.of("Nested Loop", "Hash Join", "Merge Join");

    private final PostgresCatalog catalog;
    private final boolean limited;
    private final List<WholeRead> reads = new ArrayList<>();

    private PostgresPlanner(Question question) {
        this.catalog = new PostgresCatalog(question.connection());
        this.limited = !OFFSET_ALONE.matcher(question.sql()).find();
    }

    static Plan answer(Question question) throws SQLException {
        List<String> steps = question.ask("EXPLAIN (COSTS OFF)", result -> result.getString(1));
        PostgresPlanner planner = new PostgresPlanner(question);
        Question reading = question.with(LOCKING.matcher(question.sql()).replaceAll(""));
        for (String tree : reading.ask("EXPLAIN (COSTS OFF, FORMAT JSON)", result -> result.getString(1))) {
            for (JsonNode each : JsonMapper.shared().readTree(tree)) {
                planner.visit(each.path("Plan"), "", WholeRead.NO_LIMIT);
            }
        }
        return new Plan(true, question.sql(), steps, planner.reads);
    }

    /**
     * Walks a node and its descendants.
     *
     * @param above the table read by the nodes above
     * @param unended the reason without an early end by a limit; null with an early end
     */
    private void visit(JsonNode node, String above, @Nullable String unended) throws SQLException {
        String table = node.path("Relation Name").asString(above);
        String cause = unended == null && node.has("Filter") ? WholeRead.UNCOUNTED : unended;
        String whole = causeOfWholeRead(node, table, cause);
        if (whole != null) {
            reads.add(new WholeRead(table, stepOf(node, table), whole));
        }
        for (JsonNode child : node.path("Plans")) {
            visit(child, table, unended(node, child, cause));
        }
    }

    /** Returns the reason for a possible whole read of the node; null for none. */
    private @Nullable String causeOfWholeRead(JsonNode node, String table, @Nullable String unended)
            throws SQLException {
        return switch (type(node)) {
            case "Seq Scan", "Sample Scan" ->
                unended != null && catalog.isReadByChoice(table) ? WholeRead.FEW_ROWS : unended;
            case "Index Scan", "Index Only Scan", "Bitmap Index Scan" ->
                switch (catalog.use(table, index(node), node.path("Index Cond").asString(""))) {
                    case SOUGHT -> null;
                    case FILTERED -> WholeRead.FIRST_COLUMN;
                    case WALKED -> unended;
                };
            default -> null;
        };
    }

    /** Returns the reason why no limit ends a child early; null if a limit does. */
    private @Nullable String unended(JsonNode node, JsonNode child, @Nullable String cause) {
        String type = type(node);
        String relationship = child.path("Parent Relationship").asString("");
        if (relationship.equals("InitPlan") || relationship.equals("SubPlan")) {
            return WholeRead.NO_LIMIT;
        }
        if (type.equals("Limit") && limited) {
            return null;
        }
        if (cause != null || ROW_BY_ROW.contains(type)) {
            return cause;
        }
        if (JOINS.contains(type)) {
            boolean keepsAll = node.path("Join Type").asString("").equals("Left") && relationship.equals("Outer");
            return keepsAll ? null : WholeRead.UNCOUNTED;
        }
        return WholeRead.GATHERED;
    }

    private static String stepOf(JsonNode node, String table) {
        String using = node.has("Index Name") ? " using " + index(node) : "";
        return type(node) + using + " on " + table;
    }

    private static String type(JsonNode node) {
        return node.path("Node Type").asString();
    }

    private static String index(JsonNode node) {
        return node.path("Index Name").asString();
    }
}
