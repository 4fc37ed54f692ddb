package io.aro.db.transaction;

import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.config.BusinessConfigRepository;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.event.EventRepository;
import io.aro.db.hold.LegalHoldRepository;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.ordering.DeliveryOrderRepository;
import io.aro.db.refusal.TransactionFailedException;
import io.aro.db.reminder.ReminderLogRepository;
import io.aro.db.repository.Session;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.WorkflowInstanceRepository;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the repositories bound to one transaction; belongs to the thread that began it and ends with its block.
 *
 * <p>Once a statement has failed, everything but leaving the block is refused with a {@link TransactionMisuseException},
 * on both engines; a part that may fail goes into {@link #savepoint}. A failure that has ended the whole transaction, such as a
 * full disk on SQLite or a broken connection, is not confined by a savepoint: from then on every use and the commit are refused
 * with a {@link TransactionFailedException}, which names it.
 */
public final class Transaction {

    private final TransactionSession session;

    public Transaction(TransactionSession session) {
        this.session = session;
    }

    /** Returns the customers, as this transaction sees them. */
    public CustomerRepository customers() {
        return new CustomerRepository(session);
    }

    /** Returns the appointments, as this transaction sees them. */
    public AppointmentRepository appointments() {
        return new AppointmentRepository(session);
    }

    /** Returns the log of reminders, as this transaction sees it. */
    public ReminderLogRepository reminders() {
        return new ReminderLogRepository(session);
    }

    /** Returns the evidence of who may be contacted, as this transaction sees it. */
    public ConsentRepository consents() {
        return new ConsentRepository(session);
    }

    /** Returns the audit log, as this transaction sees it. */
    public EventRepository events() {
        return new EventRepository(session);
    }

    /** Returns the workflows, as this transaction sees them. */
    public WorkflowInstanceRepository workflows() {
        return new WorkflowInstanceRepository(session);
    }

    /** Returns the work that was given up on, as this transaction sees it. */
    public DeadLetterRepository deadLetters() {
        return new DeadLetterRepository(session);
    }

    /** Returns the configuration of the business, as this transaction sees it. */
    public BusinessConfigRepository businessConfig() {
        return new BusinessConfigRepository(session);
    }

    /** Returns what tells the events that come late from those that are news. */
    public DeliveryOrderRepository deliveryOrder() {
        return new DeliveryOrderRepository(session);
    }

    /** Returns the orders to keep the data of customers as they are. */
    public LegalHoldRepository legalHolds() {
        return new LegalHoldRepository(session);
    }

    /** Returns the session, for repositories of tables of your own. */
    public Session session() {
        return session;
    }

    /** Runs a part of the transaction that is undone alone if it throws; the transaction itself can then go on. */
    public <R extends @Nullable Object, X extends Exception> R savepoint(TransactionFunction<R, X> part) throws X {
        return session.savepoint(nested -> part.apply(new Transaction(nested)));
    }
}
