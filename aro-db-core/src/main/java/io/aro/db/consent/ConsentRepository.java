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
 * The repository of consents and opt-outs: an append-only log, decisive for all contact.
 *
 * <p>The last recorded row of a phone decides. The stated time is evidence only: clocks differ and may be set back.
 * Therefore record older statements first. A consent after an opt-out is valid. If two machines record at the same
 * instant, the opt-out wins.
 *
 * <p>Before sending, call {@link #lockConsent} in the transaction recording the message. {@link #mayContact} is for
 * display.
 *
 * <p>A repository on a database session is thread-safe. A repository on a transaction's session belongs to its thread.
 *
 * {@snippet id="consent" :
 * boolean mayBeSent = db.inTransaction(tx -> {
 *     if (!tx.consents().lockConsent(phone, Channel.SMS)) {
 *         return false;
 *     }
 *     tx.reminders().createWithinLimit(reminder, MessageLimit.perDay(3));
 *     return true;
 * });
 * }
 */
public final class ConsentRepository {

    private static final Field<Instant> EFFECTIVE_AT = coalesce(CONSENTS.OPT_OUT_DATE, CONSENTS.CONSENT_DATE);

    private final Session session;

    /** Creates a repository on a database's or a transaction's session. */
    public ConsentRepository(Session session) {
        this.session = session;
    }

    /**
     * Records a consent with the event {@code consent.given} and returns it.
     *
     * <p>Effective immediately: ends every recorded opt-out from its channels, regardless of all stated times. Waits
     * for open transactions holding {@link #lockConsent} on the phone.
     *
     * @throws InvalidValueException if the stated time is in the future
     * @throws ConstraintViolationException if there is no such customer
     */
    public Consent append(NewConsent consent) {
        return session.atomically(tx -> new ConsentWriter(tx).append(consent));
    }

    /**
     * Records an opt-out with the event {@code consent.revoked} and returns it.
     *
     * <p>Effective immediately: revokes every recorded consent to its channels, regardless of all stated times. Waits
     * for open transactions holding {@link #lockConsent} on the phone.
     *
     * @throws InvalidValueException if the stated time is in the future
     * @throws ConstraintViolationException if there is no such customer
     */
    public Consent append(NewOptOut optOut) {
        return session.atomically(tx -> new ConsentWriter(tx).append(optOut));
    }

    /**
     * Returns whether the phone may be contacted on the channel. The result may be stale on arrival.
     *
     * <p>One statement, never on a replica. Before sending, use {@link #lockConsent}.
     */
    public boolean mayContact(String phone, Channel channel) {
        return isOpen(phone, channel, noCondition());
    }

    /**
     * Returns whether the phone was open to contact at a past time, judged by all rows recorded until now.
     *
     * <p>Among the rows with a stated time up to {@code at}, the last recorded row decides.
     */
    public boolean mayContact(String phone, Channel channel, Instant at) {
        return isOpen(phone, channel, EFFECTIVE_AT.le(Values.instant("at", at)));
    }

    /**
     * Returns whether the phone may be contacted on the channel, and locks the result until the transaction ends.
     *
     * <p>Sees every committed opt-out; a concurrent opt-out waits for this transaction. Hence no message commits as
     * sent on a stale consent. Other transactions may share the lock. The rollback of a savepoint releases a lock taken
     * within it.
     *
     * @throws TransactionMisuseException outside a transaction, or in a read-only transaction
     */
    public boolean lockConsent(String phone, Channel channel) {
        if (!(session instanceof TransactionSession)) {
            throw new TransactionMisuseException(
                    "lockConsent needs a transaction; call tx.consents().lockConsent(…) in db.inTransaction(…).");
        }
        String checked = Values.phone("phone", phone);
        ConsentLock.share(session, checked);
        return mayContact(checked, channel);
    }

    /** Returns the rows of a phone in recording order, up to {@code limit}. */
    public List<Consent> findByPhone(String phone, int limit) {
        return history(CONSENTS.PHONE.eq(Values.wanted("phone", phone)), limit);
    }

    /** Returns the rows of a phone recorded after the given row, in recording order, up to {@code limit}. */
    public List<Consent> findByPhone(String phone, Consent after, int limit) {
        return history(CONSENTS.PHONE.eq(Values.wanted("phone", phone)).and(isAfter(after)), limit);
    }

    /**
     * Returns the rows of a customer in recording order, up to {@code limit}.
     *
     * <p>Rows recorded before the customer's creation are found by phone only.
     */
    public List<Consent> findByCustomerId(UUID customerId, int limit) {
        return history(CONSENTS.CUSTOMER_ID.eq(customerId), limit);
    }

    /** Returns the rows of a customer recorded after the given row, in recording order, up to {@code limit}. */
    public List<Consent> findByCustomerId(UUID customerId, Consent after, int limit) {
        return history(CONSENTS.CUSTOMER_ID.eq(customerId).and(isAfter(after)), limit);
    }

    private List<Consent> history(Condition whose, int limit) {
        Values.positive("limit", limit);
        return session.readPrimary(dsl -> dsl.selectFrom(CONSENTS)
                .where(whose)
                .orderBy(CONSENTS.CREATED_AT, CONSENTS.ID)
                .limit(limit)
                .fetch(Consent::of));
    }

    private static Condition isAfter(Consent last) {
        return row(CONSENTS.CREATED_AT, CONSENTS.ID).gt(last.createdAt(), last.id());
    }

    /** Returns the decision of the last recorded row. At equal times the opt-out wins: false sorts before true. */
    private boolean isOpen(String phone, Channel channel, Condition inForce) {
        String checked = Values.phone("phone", phone);
        return session.readPrimary(dsl -> dsl.select(CONSENTS.CONSENT_GIVEN)
                        .from(CONSENTS)
                        .where(CONSENTS.PHONE.eq(checked))
                        .and(concerns(Values.required("channel", channel)))
                        .and(inForce)
                        .orderBy(CONSENTS.CREATED_AT.desc(), CONSENTS.CONSENT_GIVEN)
                        .limit(1)
                        .fetchOptional(CONSENTS.CONSENT_GIVEN))
                .orElse(false);
    }

    /** Returns the condition for rows of the channel or of all channels. */
    private static Condition concerns(Channel channel) {
        return CONSENTS.CHANNEL.isNull().or(CONSENTS.CHANNEL.eq(channel.literal()));
    }
}
