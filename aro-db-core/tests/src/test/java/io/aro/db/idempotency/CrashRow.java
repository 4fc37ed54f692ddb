package io.aro.db.idempotency;

import io.aro.db.fixture.Ledger.Charge;
import io.aro.db.idempotency.CrashRun.Stand;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The result of a kill.
 *
 * @param stand the place of the kill, and the state left behind
 * @param redelivery the answer to the redelivery
 * @param calls the calls of the ledger at the end
 * @param effects the number of bookings of the visit at the end
 */
record CrashRow(Stand stand, String redelivery, List<Charge> calls, int effects) {

    static final Comparator<CrashRow> BY_NUMBER =
            Comparator.comparingInt(row -> row.stand().number());

    /** Returns a row of a Markdown table. */
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
