package io.aro.db.ordering;

import io.aro.db.error.TransactionMisuseException;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * The repository of delivery orders, which detects stale events before they are applied.
 *
 * <p>Idempotency prevents a second application of the same event. An older event can still overwrite a newer event
 * about the same subject. Call {@link #acceptIfNewest} before applying an event, and drop the event if the
 * call returns false.
 *
 * {@snippet id="order" :
 * String result = db.inTransaction(tx -> {
 *     if (!tx.deliveryOrder().acceptIfNewest("calendly", booking, occurredAt)) {
 *         return "stale";
 *     }
 *     tx.appointments().updateStatus(appointmentId, CONFIRMED, StatusChange.by(Actor.webhook("calendly")));
 *     return "applied";
 * });
 * }
 */
public final class DeliveryOrderRepository {

    private final Session session;
    private final DeliverySubjectWriter subjects;

    /**
     * Creates the repository of a transaction, with an empty scope.
     *
     * @throws TransactionMisuseException if the session does not belong to a transaction
     */
    public DeliveryOrderRepository(Session session) {
        this(requireTransaction(session), "");
    }

    private DeliveryOrderRepository(Session session, String scope) {
        this.session = session;
        this.subjects = new DeliverySubjectWriter(session, scope);
    }

    /**
     * Returns the delivery order of a scope, such as a tenant's.
     *
     * @throws InvalidValueException if the scope has more than 50 characters
     */
    public DeliveryOrderRepository withScope(String other) {
        return new DeliveryOrderRepository(
                session,
                Values.required("delivery scope", other).isEmpty() ? other : Values.text("delivery scope", other, 50));
    }

    /**
     * Records an event in one statement and returns whether the event is to be applied.
     *
     * <p>The event is stale if an event about the same subject with a later time was applied before. Events with equal
     * times, in microseconds, are both applied, in the order of their arrival. A stale event is counted on the row of
     * the subject. A subject renamed by an erasure is still recognised; its events take three statements.
     *
     * <p>The row of the subject stays locked until the transaction ends, and a rollback undoes the record. A concurrent
     * transaction on the same subject waits and then sees the result. A transaction with several subjects must process
     * them in a fixed order to avoid deadlocks.
     *
     * @param source the sender, such as {@code calendly}; at most 50 characters
     * @param subject the source's id of the subject, such as a booking's; at most 255 characters
     * @param occurredAt the event's own time from the source, never the time of arrival. A time far in the future makes
     *     all later events stale
     * @return whether to apply the event; false for a stale event
     * @throws InvalidValueException if source or subject is blank or too long, or the time cannot be stored
     */
    public boolean acceptIfNewest(String source, String subject, Instant occurredAt) {
        Instant occurred = Values.instant("time of occurrence", occurredAt);
        // The row has a different time only after a newer event.
        return subjects.remember(sourceOf(source), subjectOf(subject), occurred).equals(occurred);
    }

    /**
     * Returns the delivery state of a subject; empty before its first event.
     *
     * @throws InvalidValueException if source or subject is blank or too long
     */
    public Optional<DeliverySubject> find(String source, String subject) {
        return subjects.find(sourceOf(source), subjectOf(subject));
    }

    private static Session requireTransaction(Session session) {
        if (!(session instanceof TransactionSession)) {
            throw new TransactionMisuseException(
                    "Delivery order requires a transaction; call tx.deliveryOrder() inside db.inTransaction(…).");
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
