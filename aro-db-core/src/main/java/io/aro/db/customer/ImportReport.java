package io.aro.db.customer;

import java.util.List;

/**
 * The result of an import.
 *
 * @param inserted how many rows became new customers
 * @param updated how many rows changed a customer that was there
 * @param unchanged how many rows had nothing to change about a customer that was there
 * @param rejected how many rows were left out
 * @param firstRejected the first {@value #REJECTED_ROWS_KEPT} of those left out
 */
public record ImportReport(
        long inserted, long updated, long unchanged, long rejected, List<RejectedRow> firstRejected) {

    /** How many of the rejected rows a report holds; a listener is told of all. */
    public static final int REJECTED_ROWS_KEPT = 100;

    public ImportReport {
        firstRejected = List.copyOf(firstRejected);
    }

    /** Returns how many rows were looked at. */
    public long rows() {
        return inserted + updated + unchanged + rejected;
    }
}
