package io.aro.db.testkit.plan;

/**
 * A step of a plan that reads a whole table or a whole index, or may have to.
 *
 * @param table the table
 * @param step the step, in the words of the planner
 * @param cause why nothing ends the read before it has come to the end, as a part of a sentence
 */
public record WholeRead(String table, String step, String cause) {

    static final String NO_LIMIT = "no condition leads into an index";

    static final String UNCOUNTED =
            "no condition leads into an index, and rows that a condition or a join drops do not count towards the limit";

    static final String GATHERED =
            "no condition leads into an index, and rows are sorted or grouped before the limit counts them";

    static final String FIRST_COLUMN =
            "no condition is on the first column of the index, so all of its entries are looked at";

    static final String MADE_INDEX = "SQLite reads every row to help a join, in place of an index that is not there";

    static final String FEW_ROWS = "PostgreSQL reads a table of few rows whole, whatever indexes there are: ask by"
            + " assertUsesIndexes, which looks past that, or fill and analyze the table";
}
