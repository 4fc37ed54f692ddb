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
 * A transaction and its repositories. Confined to the thread of its block, and unusable after the block.
 *
 * <p>After a failed statement every further call throws a {@link TransactionMisuseException}, on both engines. Run
 * statements that may fail in a {@link #savepoint}. A savepoint cannot contain a failure that ends the whole
 * transaction, such as a full disk on SQLite or a broken connection. After such a failure every call and the commit
 * throw a {@link TransactionFailedException} with the failure as its cause.
 *
 * <p>Implemented by the library only; other implementations are not supported.
 *
 * {@snippet id="savepoint" :
 * db.useTransaction(tx -> {
 *     try {
 *         tx.savepoint(part -> part.appointments().requestDeposit(appointmentId, deposit, DESK));
 *     } catch (RefusedChangeException e) {
 *         tx.events().append(NewEvent.of("deposit.refused", "appointment", appointmentId, DESK));
 *     }
 * });
 * }
 */
public interface Transaction {

    /** Returns the repository of customers, bound to the transaction. */
    CustomerRepository customers();

    /** Returns the repository of appointments, bound to the transaction. */
    AppointmentRepository appointments();

    /** Returns the repository of reminders, bound to the transaction. */
    ReminderLogRepository reminders();

    /** Returns the repository of consents, bound to the transaction. */
    ConsentRepository consents();

    /** Returns the repository of events, the audit log, bound to the transaction. */
    EventRepository events();

    /** Returns the repository of workflow instances, bound to the transaction. */
    WorkflowInstanceRepository workflows();

    /** Returns the repository of dead letters, bound to the transaction. */
    DeadLetterRepository deadLetters();

    /** Returns the repository of the business configuration, bound to the transaction. */
    BusinessConfigRepository businessConfig();

    /** Returns the repository of delivery order, which detects out-of-order events. */
    DeliveryOrderRepository deliveryOrder();

    /** Returns the repository of legal holds, bound to the transaction. */
    LegalHoldRepository legalHolds();

    /** Returns the session of the transaction, for repositories over your own tables. */
    Session session();

    /**
     * Runs a part of the transaction in a savepoint and returns its result. If the part throws, only its writes are
     * rolled back, and the transaction remains usable.
     */
    <R extends @Nullable Object, X extends Exception> R savepoint(TransactionFunction<R, X> part) throws X;
}
