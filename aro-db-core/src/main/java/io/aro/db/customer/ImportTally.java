package io.aro.db.customer;

import io.aro.db.customer.UpsertedCustomer.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The running totals of an import, reported to its listener. Not thread-safe. */
final class ImportTally {

    private final ImportListener listener;
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final List<RejectedRow> firstRejected = new ArrayList<>();
    private long rejected;

    ImportTally(ImportListener listener) {
        this.listener = listener;
    }

    void add(Outcome outcome, long rows) {
        outcomes.merge(outcome, rows, Long::sum);
    }

    /** Counts a rejected row and notifies the listener. */
    void reject(RejectedRow row) {
        rejected++;
        if (firstRejected.size() < ImportReport.REJECTED_ROWS_KEPT) {
            firstRejected.add(row);
        }
        listener.onRejected(row);
    }

    /** Reports the totals to the listener. */
    void batchWritten() {
        listener.onProgress(report());
    }

    ImportReport report() {
        return new ImportReport(
                count(Outcome.INSERTED), count(Outcome.UPDATED), count(Outcome.UNCHANGED), rejected, firstRejected);
    }

    private long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }
}
