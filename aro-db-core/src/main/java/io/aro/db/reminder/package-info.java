/**
 * The log of reminders: what was sent for which appointment, whether it arrived, and how many a customer gets.
 *
 * <p>Record before the message leaves, in the transaction that decides to send it; name the message when the provider
 * has answered; and let the provider's callbacks mark it.
 *
 * <pre>{@code
 * boolean sends = db.inTransaction(tx -> tx.consents().lockConsent(ada.phone(), SMS)
 *         && tx.reminders().createWithinLimit(NewReminder.of(visit.id(), HOURS_24, SMS), MessageLimit.perDay(3))
 *                 instanceof Recorded);
 * }</pre>
 */
@NullMarked
package io.aro.db.reminder;

import org.jspecify.annotations.NullMarked;
