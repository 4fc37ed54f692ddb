package io.aro.db.plan;

import static java.util.stream.Collectors.toCollection;

import io.aro.db.testkit.jdbc.JdbcCall;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A search for calls with an UPDATE of a table read before without a lock. */
final class DerivedWrites {

    private static final Pattern UPDATED = Pattern.compile("^update (\\w+) ");
    private static final Pattern LOCKED = Pattern.compile(" for (no key )?update");

    private static final String ROW_AS_READ = "the update has the read status as a guard";
    private static final String CLAIM_AS_READ = "the update has fence, claim and state as a guard";

    /** Methods with a read and an update of one table, and the reason for their safety. */
    static final Map<String, String> GUARDED = Map.of(
            "AppointmentRepository.completeFinished(Instant, StatusChange)", ROW_AS_READ,
            "AppointmentRepository.markNoShows(Instant, StatusChange)", ROW_AS_READ,
            "AppointmentRepository.reschedule(UUID, NewSlot, StatusChange)",
                    "the row was locked by the first statement",
            "IdempotencyService.execute(IdempotencyKey, Object, Class, TransactionFunction)", CLAIM_AS_READ,
            "IdempotencyService.executeLeased(IdempotencyKey, Object, Class, LeasedHandler)", CLAIM_AS_READ,
            "IdempotencyService.reconcile(IdempotencyKey, Reconciliation)", CLAIM_AS_READ,
            "StoredKeyRepository.release(IdempotencyKey)", CLAIM_AS_READ);

    private DerivedWrites() {}

    /** Returns the methods that have sent such statements to PostgreSQL. */
    static Set<String> in(Map<Call, List<String>> sent) {
        return sent.entrySet().stream()
                .filter(each -> derives(each.getValue()))
                .map(each -> each.getKey().method())
                .collect(toCollection(TreeSet::new));
    }

    private static boolean derives(List<String> sent) {
        for (int i = 0; i < sent.size(); i++) {
            Matcher updated = UPDATED.matcher(JdbcCall.plain(sent.get(i)));
            if (updated.find() && isReadUnlocked(sent.subList(0, i), updated.group(1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReadUnlocked(List<String> before, String table) {
        Pattern reads = Pattern.compile("^select .* from " + table + "\\b");
        return before.stream()
                .map(JdbcCall::plain)
                .anyMatch(
                        sql -> reads.matcher(sql).find() && !LOCKED.matcher(sql).find());
    }
}
