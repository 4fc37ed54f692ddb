package io.aro.db.customer;

import java.util.List;

/**
 * The totals of an import.
 *
 * @param inserted the number of new customers
 * @param updated the number of rows with a change to an existing customer
 * @param unchanged the number of rows without a change to an existing customer
 * @param rejected the number of rejected rows
 * @param firstRejected the first {@value #REJECTED_ROWS_KEPT} rejected rows
 */
public record ImportReport(
        long inserted, long updated, long unchanged, long rejected, List<RejectedRow> firstRejected) {

    /** The maximum of rejected rows in a report; a listener receives all of them. */
    public static final int REJECTED_ROWS_KEPT = 100;

    /** Copies the list of rejected rows. */
    public ImportReport {
        firstRejected = List.copyOf(firstRejected);
    }

    /** Returns the number of processed rows. */
    public long rows() {
        return inserted + updated + unchanged + rejected;
    }
}
