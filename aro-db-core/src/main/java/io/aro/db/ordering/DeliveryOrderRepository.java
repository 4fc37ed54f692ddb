package io.aro.db.ordering;

import io.aro.db.error.TransactionMisuseException;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * The repository of delivery orders, which detects stale events, in the transaction that applies them.
 *
 * <p>Idempotency keeps one event from being applied twice, but not an older one from being applied after a newer one
 * about the same thing. Ask {@link #acceptIfNewest} before applying an event, and drop it if the answer is no.
 */
public final class DeliveryOrderRepository {

    private final Session session;
    private final DeliverySubjectWriter subjects;

    /**
     * Makes the repository of a transaction.
     *
     * @throws TransactionMisuseException if the session is not one of a transaction
     */
    public DeliveryOrderRepository(Session session) {
        this(requireTransaction(session), "");
    }

    private DeliveryOrderRepository(Session session, String scope) {
        this.session = session;
        this.subjects = new DeliverySubjectWriter(session, scope);
    }

    /**
     * Returns the order of deliveries in another scope, such as a tenant's.
     *
     * @throws InvalidValueException if the scope has more than 50 characters
     */
    public DeliveryOrderRepository withScope(String other) {
        return new DeliveryOrderRepository(
                session,
                Values.required("delivery scope", other).isEmpty() ? other : Values.text("delivery scope", other, 50));
    }

    /**
     * Tells whether the event is to be applied, and remembers it; one statement.
     *
     * <p>It is unless an event about the same subject that occurred later has been applied. Of two that occurred at the
     * same time, in microseconds, neither is later, so both are applied in the order in which they come. An event that is
     * to be dropped is counted on the row of its subject.
     *
     * <p>A subject that an erasure has renamed is known as before; an event about it takes three statements.
     *
     * <p>The row of the subject stays locked until the transaction ends, and what this says is undone if it rolls back:
     * another transaction at work on the same subject waits, and then sees what has become of it. One that asks about
     * several subjects asks in an order that is always the same.
     *
     * @param source who sends it, such as {@code calendly}; at most 50 characters
     * @param subject the id at the source of what the event is about, such as a booking's; at most 255 characters
     * @param occurredAt when it occurred, as the source says in the event, and never when it came; one far in the future
     *     would make all that follow look late
     * @return whether to apply the event; false if it is late and to be dropped
     * @throws InvalidValueException if source or subject is blank or too long, or the time cannot be stored
     */
    public boolean acceptIfNewest(String source, String subject, Instant occurredAt) {
        Instant occurred = Values.instant("time of occurrence", occurredAt);
        // The row as it has become has another time only if that is later.
        return subjects.remember(sourceOf(source), subjectOf(subject), occurred).equals(occurred);
    }

    /**
     * Returns how far the events about a subject have been applied; empty if none has come.
     *
     * @throws InvalidValueException if source or subject is blank or too long
     */
    public Optional<DeliverySubject> find(String source, String subject) {
        return subjects.find(sourceOf(source), subjectOf(subject));
    }

    private static Session requireTransaction(Session session) {
        if (!(session instanceof TransactionSession)) {
            throw new TransactionMisuseException(
                    "Deliveries are put in order in a transaction only; ask tx.deliveryOrder() in db.inTransaction(…).");
        }
        return session;
    }

    private static String sourceOf(String source) {
        return Values.text("delivery source", source, 50);
    }

    private static String subjectOf(String subject) {
        return Values.text("delivery subject", subject, 255);
    }
}
