package io.aro.db.transaction.internal;

import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.config.BusinessConfigRepository;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.event.EventRepository;
import io.aro.db.hold.LegalHoldRepository;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.ordering.DeliveryOrderRepository;
import io.aro.db.reminder.ReminderLogRepository;
import io.aro.db.repository.Session;
import io.aro.db.transaction.Transaction;
import io.aro.db.transaction.TransactionFunction;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.WorkflowInstanceRepository;
import org.jspecify.annotations.Nullable;

/**
 * A transaction over a {@link TransactionSession}. Confined to the thread of its block, and unusable after the block.
 */
public final class DatabaseTransaction implements Transaction {

    private final TransactionSession session;

    private DatabaseTransaction(TransactionSession session) {
        this.session = session;
    }

    /** Returns a transaction over the session. */
    public static Transaction of(TransactionSession session) {
        return new DatabaseTransaction(session);
    }

    @Override
    public CustomerRepository customers() {
        return new CustomerRepository(session);
    }

    @Override
    public AppointmentRepository appointments() {
        return new AppointmentRepository(session);
    }

    @Override
    public ReminderLogRepository reminders() {
        return new ReminderLogRepository(session);
    }

    @Override
    public ConsentRepository consents() {
        return new ConsentRepository(session);
    }

    @Override
    public EventRepository events() {
        return new EventRepository(session);
    }

    @Override
    public WorkflowInstanceRepository workflows() {
        return new WorkflowInstanceRepository(session);
    }

    @Override
    public DeadLetterRepository deadLetters() {
        return new DeadLetterRepository(session);
    }

    @Override
    public BusinessConfigRepository businessConfig() {
        return new BusinessConfigRepository(session);
    }

    @Override
    public DeliveryOrderRepository deliveryOrder() {
        return new DeliveryOrderRepository(session);
    }

    @Override
    public LegalHoldRepository legalHolds() {
        return new LegalHoldRepository(session);
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R savepoint(TransactionFunction<R, X> part) throws X {
        return session.savepoint(nested -> part.apply(new DatabaseTransaction(nested)));
    }
}
