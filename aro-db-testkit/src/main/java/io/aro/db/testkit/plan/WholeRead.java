package io.aro.db.testkit.plan;

/**
 * A step of a plan with a certain or possible read of a whole table or index.
 *
 * @param table the table
 * @param step the step in the planner's words
 * @param cause the reason without an early end of the read, as part of a sentence
 */
public record WholeRead(String table, String step, String cause) {

    static final String NO_LIMIT = "no condition leads into an index";

    static final String UNCOUNTED =
            "no condition leads into an index, and rows dropped by a condition or a join do not count towards the limit";

    static final String GATHERED =
            "no condition leads into an index, and rows are sorted or grouped before the limit counts them";

    static final String FIRST_COLUMN = "no condition is on the first column of the index, so every entry is read";

    static final String MADE_INDEX =
            "SQLite reads every row to build an automatic index or filter, as no index serves the join";

    static final String FEW_ROWS = "PostgreSQL scans a small table despite its indexes: use"
            + " assertUsesIndexes, or fill and analyze the table";
}
