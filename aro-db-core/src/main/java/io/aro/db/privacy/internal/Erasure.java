package io.aro.db.privacy.internal;

import io.aro.db.event.Actor;
import io.aro.db.event.EventRepository;
import io.aro.db.event.NewEvent;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.hold.internal.KnownColumns;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.ContentionRetry;
import io.aro.db.privacy.ErasureReport;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A single erasure: searches without blocking writers, erases in short transactions, and searches again for rows
 * written in the meantime.
 *
 * <p>The transaction of the customer's own rows comes last, because it also erases the search terms. Lock contention is
 * retried, since no later call could search for the remaining mentions.
 */
final class Erasure {

    /** The maximum number of passes after the main transaction. The first pass suffices for the guarantee. */
    private static final int PASSES = 5;

    private final Connections connections;
    private final ContentionRetry attempts;
    private final KnownColumns columns;
    private final UUID customerId;
    private final Actor actor;
    private final Period consentWindow;
    private final Map<String, Integer> changed = new TreeMap<>();
    private final FormerTexts ofOthers = new FormerTexts();
    private @Nullable Done done;

    Erasure(Connections connections, KnownColumns columns, UUID customerId, Actor actor, Period consentWindow) {
        this.connections = connections;
        this.columns = columns;
        this.attempts = new ContentionRetry(connections);
        this.customerId = customerId;
        this.actor = actor;
        this.consentWindow = consentWindow;
    }

    /** Erases the customer in several transactions. */
    void run() {
        columns.require(connections.session(), "erase"); // Fail before the first change.
        MentionSearch search = new MentionSearch(connections);
        Subject seen = connections.<Subject, RuntimeException>readOnly(snapshot -> Subject.of(snapshot, customerId));
        List<FoundRows> pieces = search.find(seen).pieces();
        pieces.subList(0, pieces.size() - 1).forEach(piece -> eraseFromOthers(seen, piece, true));
        Done own = attempts.<Done>inTransaction(tx -> erase(tx, seen, pieces.getLast()));
        count(own.eraser().changed());
        for (int pass = 0; pass < PASSES; pass++) {
            FoundRows more = search.find(own.subject());
            if (more.isEmpty()) {
                break;
            }
            more.pieces().forEach(piece -> eraseFromOthers(own.subject(), piece, false));
        }
        done = own;
    }

    /**
     * Returns the report; call after {@link #run}.
     *
     * @param scrubbed whether the database files hold no former text
     * @param left the columns of former texts found in the files
     */
    ErasureReport report(boolean scrubbed, Set<String> left) {
        Done own = Objects.requireNonNull(done);
        return new ErasureReport(customerId, own.at(), own.first(), changed, own.kept(), scrubbed, left);
    }

    /** Returns the erased person; call after {@link #run}. */
    Subject subject() {
        return Objects.requireNonNull(done).subject();
    }

    /** Returns the erased texts, except texts kept as evidence. */
    FormerTexts former() {
        Done own = Objects.requireNonNull(done);
        return own.eraser().former(own.kept() != null, ofOthers);
    }

    private Done erase(Session tx, Subject known, FoundRows found) {
        LockedRows.lockRequests(tx, known, found);
        HoldGate gate = HoldGate.enterAlone(tx);
        Subject seen = Subject.of(tx, customerId);
        gate.requireFree(customerId);
        Eraser eraser = new Eraser(tx, LockedRows.of(tx, seen, found));
        Instant now = tx.now();
        Map<String, Integer> rows = eraser.erase();
        columns.require(tx, "erase"); // Again: the locks on all tables keep migrations out from here on.
        // Last, because events about consents are found through the consents.
        @Nullable Instant kept = new ConsentEvidence(tx, eraser.subject()).settle(consentWindow, actor);
        Instant first = ErasureCount.ofCustomer(tx, customerId, now);
        new EventRepository(tx)
                .append(NewEvent.of("customer.erased", "customer", customerId, actor)
                        .withData(Map.of("rows", rows))
                        .withOccurredAt(now));
        return new Done(eraser, now, first, kept);
    }

    /**
     * Erases mentions from other people's rows, in a separate transaction.
     *
     * @param unlessHeld whether to respect a legal hold. After the main transaction, a new hold must not stop the
     *     erasure, because the search terms exist only in memory
     */
    private void eraseFromOthers(Subject subject, FoundRows found, boolean unlessHeld) {
        Eraser eraser = attempts.<Eraser>inTransaction(tx -> {
            LockedRows.lockRequests(tx, subject, found);
            HoldGate gate = HoldGate.enterAlone(tx);
            if (unlessHeld) {
                gate.requireFree(customerId);
            }
            Eraser others = new Eraser(tx, LockedRows.ofOthers(tx, subject, found));
            others.erase();
            ErasureCount.ofOthers(tx);
            return others;
        });
        count(eraser.changed());
        eraser.former(false, new FormerTexts()).columns().forEach(ofOthers::add);
    }

    private void count(Map<String, Integer> rows) {
        rows.forEach((table, count) -> changed.merge(table, count, Integer::sum));
    }

    /** The result of the main transaction, which erases the customer's own rows. */
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
