package io.aro.db.consent;

import static io.aro.db.schema.Tables.CONSENTS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import io.aro.db.consent.internal.ConsentLock;
import io.aro.db.contact.Channel;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * The repository of consents and opt-outs, an append-only log that decides who may be contacted.
 *
 * <p>The last word that was recorded about a phone decides. When it was said is evidence and decides nothing: clocks differ
 * and are set back, and a person who agrees again after an opt-out has agreed. So record what is older first. Where two are
 * recorded at the same time by different machines, the opt-out decides.
 *
 * <p>To send, ask {@link #lockConsent} in the transaction that records the message. {@link #mayContact} is for showing.
 */
public final class ConsentRepository {

    private static final Field<Instant> EFFECTIVE_AT = coalesce(CONSENTS.OPT_OUT_DATE, CONSENTS.CONSENT_DATE);

    private final Session session;

    public ConsentRepository(Session session) {
        this.session = session;
    }

    /**
     * Puts a consent on record, with the event {@code consent.given}, and returns it.
     *
     * <p>It takes effect at once and ends every opt-out on record from its channels, whatever its date. Like an opt-out it
     * waits for every open transaction in which {@link #lockConsent} was asked about the phone.
     *
     * @throws InvalidValueException if it was given in the future
     * @throws ConstraintViolationException if there is no such customer
     */
    public Consent append(NewConsent consent) {
        return session.atomically(tx -> new ConsentWriter(tx).append(consent));
    }

    /**
     * Puts an opt-out on record, with the event {@code consent.revoked}, and returns it.
     *
     * <p>It waits for every open transaction in which {@link #lockConsent} was asked about the phone. It revokes every
     * consent on record to its channels, whatever their dates and its own.
     *
     * @throws InvalidValueException if it was said in the future
     * @throws ConstraintViolationException if there is no such customer
     */
    public Consent append(NewOptOut optOut) {
        return session.atomically(tx -> new ConsentWriter(tx).append(optOut));
    }

    /**
     * Tells whether the phone may be contacted by the channel now; the answer may be out of date when it arrives.
     *
     * <p>One statement, outside a transaction on a connection that only reads. Before sending, use {@link #lockConsent}.
     */
    public boolean mayContact(String phone, Channel channel) {
        return isOpen(phone, channel, noCondition());
    }

    /**
     * Tells whether the phone might have been contacted by the channel at a time, by what is on record today.
     *
     * <p>The last recorded of the words that had been said by then decides.
     */
    public boolean mayContact(String phone, Channel channel, Instant at) {
        return isOpen(phone, channel, EFFECTIVE_AT.le(Values.instant("at", at)));
    }

    /**
     * Tells whether the phone may be contacted by the channel, and holds the answer until the transaction ends.
     *
     * <p>An opt-out that has returned is always seen, and one that comes now waits until this transaction has ended. So
     * nothing is committed as sent on an answer that was no longer true. Others may hold the same answer meanwhile. In a
     * savepoint that is undone the answer is no longer held.
     *
     * @throws TransactionMisuseException outside a transaction, or in one that only reads
     */
    public boolean lockConsent(String phone, Channel channel) {
        if (!(session instanceof TransactionSession)) {
            throw new TransactionMisuseException(
                    "An answer is held in a transaction only; ask tx.consents() in db.inTransaction(…).");
        }
        String checked = Values.phone("phone", phone);
        ConsentLock.share(session, checked);
        return mayContact(checked, channel);
    }

    /** Returns what is on record for a phone, in the order it was recorded, up to {@code limit}. */
    public List<Consent> findByPhone(String phone, int limit) {
        return history(CONSENTS.PHONE.eq(Values.wanted("phone", phone)), limit);
    }

    /** Returns what is on record for a phone after the given row, in the order it was recorded, up to {@code limit}. */
    public List<Consent> findByPhone(String phone, Consent after, int limit) {
        return history(CONSENTS.PHONE.eq(Values.wanted("phone", phone)).and(isAfter(after)), limit);
    }

    /**
     * Returns what is on record for a customer, by the time it was recorded, up to {@code limit}.
     *
     * <p>What a person said before the customer was created is found by phone only.
     */
    public List<Consent> findByCustomerId(UUID customerId, int limit) {
        return history(CONSENTS.CUSTOMER_ID.eq(customerId), limit);
    }

    /** Returns what is on record for a customer after the given row, in the order it was recorded, up to {@code limit}. */
    public List<Consent> findByCustomerId(UUID customerId, Consent after, int limit) {
        return history(CONSENTS.CUSTOMER_ID.eq(customerId).and(isAfter(after)), limit);
    }

    private List<Consent> history(Condition whose, int limit) {
        Values.positive("limit", limit);
        return session.read(dsl -> dsl.selectFrom(CONSENTS)
                .where(whose)
                .orderBy(CONSENTS.CREATED_AT, CONSENTS.ID)
                .limit(limit)
                .fetch(Consent::of));
    }

    private static Condition isAfter(Consent last) {
        return row(CONSENTS.CREATED_AT, CONSENTS.ID).gt(last.createdAt(), last.id());
    }

    /** Asks the row that was recorded last; of two at one time the opt-out, since false sorts before true. */
    private boolean isOpen(String phone, Channel channel, Condition inForce) {
        String checked = Values.phone("phone", phone);
        return session.read(dsl -> dsl.select(CONSENTS.CONSENT_GIVEN)
                        .from(CONSENTS)
                        .where(CONSENTS.PHONE.eq(checked))
                        .and(concerns(Values.required("channel", channel)))
                        .and(inForce)
                        .orderBy(CONSENTS.CREATED_AT.desc(), CONSENTS.CONSENT_GIVEN)
                        .limit(1)
                        .fetchOptional(CONSENTS.CONSENT_GIVEN))
                .orElse(false);
    }

    /** Returns the condition that a row is about the channel: about it alone, or about every one. */
    private static Condition concerns(Channel channel) {
        return CONSENTS.CHANNEL.isNull().or(CONSENTS.CHANNEL.eq(channel.literal()));
    }
}
