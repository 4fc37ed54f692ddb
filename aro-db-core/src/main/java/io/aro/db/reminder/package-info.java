/**
 * The log of reminders, with delivery marks and a limit per customer.
 *
 * <p>Record the reminder before sending, in the transaction of the decision. Assign the message id from the provider's
 * response. Set the delivery marks from the provider's callbacks.
 *
 * <pre>{@code
 * boolean sends = db.inTransaction(tx -> tx.consents().lockConsent(ada.phone(), SMS)
 *         && tx.reminders().createWithinLimit(NewReminder.of(appointment.id(), HOURS_24, SMS), MessageLimit.perDay(3))
 *                 instanceof Recorded);
 * }</pre>
 */
@NullMarked
package io.aro.db.reminder;

import org.jspecify.annotations.NullMarked;
