package io.aro.db.privacy;

import static io.aro.db.schema.Tables.ERASURES;
import static org.jooq.impl.DSL.val;

import io.aro.db.connection.Connections;
import io.aro.db.connection.Session;
import io.aro.db.event.Actor;
import io.aro.db.event.EventLog;
import io.aro.db.event.NewEvent;
import io.aro.db.hold.HoldGate;
import io.aro.db.schema.tables.records.ErasuresRecord;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * One erasure: searches without keeping anybody waiting, erases in short transactions, and searches once more for what
 * was written in between.
 *
 * <p>The transaction of the customer's own rows comes after the others', since the words to search for go with it.
 */
final class Erasure {

    /** A pass that finds anything is followed by another; what comes in after the first is more than was promised. */
    private static final int PASSES = 5;

    private final Connections connections;
    private final UUID customerId;
    private final Actor actor;
    private final Period consentWindow;
    private final Map<String, Integer> changed = new TreeMap<>();
    private final FormerTexts ofOthers = new FormerTexts();
    private @Nullable Done done;

    Erasure(Connections connections, UUID customerId, Actor actor, Period consentWindow) {
        this.connections = connections;
        this.customerId = customerId;
        this.actor = actor;
        this.consentWindow = consentWindow;
    }

    /** Erases and says what was done; whether the files are scrubbed is left to the caller. */
    ErasureReport run() {
        MentionSearch search = new MentionSearch(connections);
        Subject seen =
                connections.<Subject, RuntimeException>readOnlyNewest(snapshot -> Subject.of(snapshot, customerId));
        boolean again = connections.<Boolean, RuntimeException>readOnlyNewest(
                snapshot -> snapshot.read(dsl -> dsl.fetchExists(ERASURES, ERASURES.CUSTOMER_ID.eq(customerId))));
        List<Found> pieces = search.find(seen).pieces();
        pieces.subList(0, pieces.size() - 1).forEach(piece -> eraseFromOthers(seen, piece));
        Done own = connections.<Done, RuntimeException>inTransaction(tx -> erase(tx, pieces.getLast(), again));
        for (int pass = 0; pass < PASSES; pass++) {
            Found more = search.find(own.subject());
            if (more.isEmpty()) {
                break;
            }
            more.pieces().forEach(piece -> eraseFromOthers(own.subject(), piece));
        }
        done = own;
        return new ErasureReport(customerId, own.at(), own.first(), changed, own.kept(), false, Set.of());
    }

    /** Returns the person who was erased. */
    Subject subject() {
        return Objects.requireNonNull(done).subject();
    }

    /** Returns the texts that are gone, without those that stay as evidence. */
    FormerTexts former() {
        Done own = Objects.requireNonNull(done);
        return own.eraser().former(own.kept() != null, ofOthers);
    }

    private Done erase(Session tx, Found found, boolean again) {
        HoldGate gate = HoldGate.enterAlone(tx);
        Subject seen = Subject.of(tx, customerId);
        gate.requireFree(customerId);
        Eraser eraser = new Eraser(tx, LockedRows.of(tx, seen, found));
        Instant now = tx.now();
        Map<String, Integer> rows = eraser.erase();
        // Last, since events about consents are found by the consents.
        @Nullable Instant kept = new ConsentEvidence(tx, eraser.subject()).settle(consentWindow, actor);
        Instant first = remember(tx, now, again ? ERASURES.FIRST_ERASED_AT : val(now, ERASURES.FIRST_ERASED_AT));
        new EventLog(tx)
                .append(NewEvent.of("customer.erased", "customer", customerId, actor)
                        .data(Map.of("rows", rows))
                        .at(now));
        count(rows);
        return new Done(eraser, now, first, kept);
    }

    /** Counts as one more time, so that retention archives nothing that it has read before. */
    private void eraseFromOthers(Subject subject, Found found) {
        Eraser eraser = connections.<Eraser, RuntimeException>inTransaction(tx -> {
            HoldGate.enterAlone(tx).requireFree(customerId);
            Eraser others = new Eraser(tx, LockedRows.ofOthers(tx, subject, found));
            others.erase();
            remember(tx, tx.now(), ERASURES.FIRST_ERASED_AT);
            return others;
        });
        count(eraser.changed());
        eraser.former(false, new FormerTexts()).columns().forEach(ofOthers::add);
    }

    private void count(Map<String, Integer> rows) {
        rows.forEach((table, count) -> changed.merge(table, count, Integer::sum));
    }

    /** Returns when the customer was erased for the first time, which an entry that is there is given anew. */
    private Instant remember(Session tx, Instant now, Field<Instant> first) {
        return tx.write(dsl -> dsl.insertInto(ERASURES)
                .set(ERASURES.CUSTOMER_ID, customerId)
                .set(ERASURES.FIRST_ERASED_AT, now)
                .set(ERASURES.LAST_ERASED_AT, now)
                .onConflict(ERASURES.CUSTOMER_ID)
                .doUpdate()
                .set(ERASURES.FIRST_ERASED_AT, first)
                .set(ERASURES.LAST_ERASED_AT, now)
                .set(ERASURES.TIMES, ERASURES.TIMES.plus(1))
                .returning()
                .fetchSingle(ErasuresRecord::getFirstErasedAt));
    }

    /** What the transaction of the customer's own rows has done. */
    private record Done(
            Eraser eraser,
            Instant at,
            Instant first,
            @Nullable Instant kept) {

        private Subject subject() {
            return eraser.subject();
        }
    }
}
