package io.aro.db.transaction;

import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.config.BusinessConfigRepository;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.event.EventRepository;
import io.aro.db.hold.LegalHoldRepository;
import io.aro.db.ordering.DeliveryOrderRepository;
import io.aro.db.refusal.TransactionFailedException;
import io.aro.db.reminder.ReminderLogRepository;
import io.aro.db.repository.Session;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.WorkflowInstanceRepository;
import org.jspecify.annotations.Nullable;

/**
 * One transaction, with its repositories; belongs to the thread that began it and ends with its block.
 *
 * <p>Once a statement has failed, everything but leaving the block is refused with a {@link TransactionMisuseException},
 * on both engines; a part that may fail goes into {@link #savepoint}. A failure that has ended the whole transaction, such as a
 * full disk on SQLite or a broken connection, is not confined by a savepoint: from then on every use and the commit are refused
 * with a {@link TransactionFailedException}, which names it.
 *
 * <p>The library makes transactions; an implementation of your own is not supported.
 */
public interface Transaction {

    /** Returns the customers, as this transaction sees them. */
    CustomerRepository customers();

    /** Returns the appointments, as this transaction sees them. */
    AppointmentRepository appointments();

    /** Returns the log of reminders, as this transaction sees it. */
    ReminderLogRepository reminders();

    /** Returns the evidence of who may be contacted, as this transaction sees it. */
    ConsentRepository consents();

    /** Returns the audit log, as this transaction sees it. */
    EventRepository events();

    /** Returns the workflows, as this transaction sees them. */
    WorkflowInstanceRepository workflows();

    /** Returns the work that was given up on, as this transaction sees it. */
    DeadLetterRepository deadLetters();

    /** Returns the configuration of the business, as this transaction sees it. */
    BusinessConfigRepository businessConfig();

    /** Returns what tells the events that come late from those that are news. */
    DeliveryOrderRepository deliveryOrder();

    /** Returns the orders to keep the data of customers as they are. */
    LegalHoldRepository legalHolds();

    /** Returns the session, for repositories of tables of your own. */
    Session session();

    /** Runs a part of the transaction that is undone alone if it throws; the transaction itself can then go on. */
    <R extends @Nullable Object, X extends Exception> R savepoint(TransactionFunction<R, X> part) throws X;
}
