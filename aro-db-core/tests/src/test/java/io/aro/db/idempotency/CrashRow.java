package io.aro.db.idempotency;

import io.aro.db.fixture.Ledger.Charge;
import io.aro.db.idempotency.CrashRun.Stand;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Is what came of a kill.
 *
 * @param stand where the process was killed, and what it left behind
 * @param redelivery what the next delivery was answered
 * @param calls the calls of the ledger in the end
 * @param effects how often the visit is booked in the end
 */
record CrashRow(Stand stand, String redelivery, List<Charge> calls, int effects) {

    static final Comparator<CrashRow> BY_NUMBER =
            Comparator.comparingInt(row -> row.stand().number());

    /** Returns the row as one of a table in Markdown. */
    String toMarkdown(String scenario, String engine) {
        long keys = calls.stream().map(Charge::key).distinct().count();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s under %s | %s |",
                scenario,
                engine,
                stand.number(),
                stand.place(),
                stand.seen(),
                redelivery,
                calls.size(),
                keys,
                effects);
    }
}
