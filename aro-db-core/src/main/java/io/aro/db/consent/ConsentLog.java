package io.aro.db.consent;

import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.aro.db.connection.Session;
import io.aro.db.connection.TransactionSession;
import io.aro.db.contact.Channel;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.InvalidValueException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.event.EventLog;
import io.aro.db.event.NewEvent;
import io.aro.db.internal.Dialect;
import io.aro.db.internal.Values;
import io.aro.db.schema.tables.records.ConsentsRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Puts consents and opt-outs on record and says who may be contacted; nothing on record is ever changed.
 *
 * <p>To send, ask {@link #holdConsent} in the transaction that records the message. {@link #mayContact} is for showing.
 */
public final class ConsentLog {

    private static final Field<Instant> EFFECTIVE_AT = coalesce(CONSENTS.OPT_OUT_DATE, CONSENTS.CONSENT_DATE);

    private final Session session;

    public ConsentLog(Session session) {
        this.session = session;
    }

    /**
     * Puts a consent on record, with the event {@code consent.given}, and returns it.
     *
     * @throws InvalidValueException if it was given in the future
     * @throws ConstraintViolationException if there is no such customer
     */
    public Consent give(NewConsent consent) {
        return session.atomically(tx -> {
            Instant now = tx.now();
            Instant givenAt = notAfter(now, "consent date", consent.givenAt());
            ConsentsRecord row = ConsentRows.toRow(consent, tx.newId(), givenAt, now);
            Consent given = append(tx, row, customer(consent.customerId(), consent.phone()), null);
            announce(
                    tx,
                    given,
                    NewEvent.of("consent.given", "consent", given.id(), consent.recordedBy())
                            .at(givenAt));
            return given;
        });
    }

    /**
     * Puts an opt-out on record, with the event {@code consent.revoked}, and returns it.
     *
     * <p>It waits for every open transaction in which {@link #holdConsent} was asked about the phone. Unless it is said to
     * be of the past, it revokes every consent on record, also one that a machine with a clock ahead of ours has dated
     * later than now.
     *
     * @throws InvalidValueException if it was said in the future
     * @throws ConstraintViolationException if there is no such customer
     */
    public Consent revoke(NewOptOut optOut) {
        return session.atomically(tx -> {
            tx.<@Nullable Void>write(dsl -> {
                Dialect.of(dsl.configuration()).lockKey(dsl, lockName(optOut.phone()));
                return null;
            });
            // Read after the wait, so that no message was sent after the time on record.
            Instant now = tx.now();
            Instant optedOutAt = notAfter(now, "opt-out date", optOut.optedOutAt());
            Field<Instant> effective = optOut.optedOutAt() == null ? sinceTheLatestConsent(optOut, now) : null;
            ConsentsRecord row = ConsentRows.toRow(optOut, tx.newId(), optedOutAt, now);
            Consent revoked = append(tx, row, customer(optOut.customerId(), optOut.phone()), effective);
            announce(
                    tx,
                    revoked,
                    NewEvent.of("consent.revoked", "consent", revoked.id(), optOut.recordedBy())
                            .at(optedOutAt));
            return revoked;
        });
    }

    /**
     * Tells whether the phone may be contacted by the channel now; the answer may be out of date when it arrives.
     *
     * <p>One statement, outside a transaction on a connection that only reads. Before sending, use {@link #holdConsent}.
     */
    public boolean mayContact(String phone, Channel channel) {
        return isOpen(phone, channel, CONSENTS.CONSENT_GIVEN.eq(false).or(CONSENTS.CONSENT_DATE.le(session.now())));
    }

    /** Tells whether the phone might have been contacted by the channel at a time, by what is on record today. */
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
    public boolean holdConsent(String phone, Channel channel) {
        if (!(session instanceof TransactionSession)) {
            throw new TransactionMisuseException(
                    "An answer is held in a transaction only; ask tx.consents() in db.inTransaction(…).");
        }
        String checked = Values.phone("phone", phone);
        session.<@Nullable Void>write(dsl -> {
            Dialect.of(dsl.configuration()).shareKey(dsl, lockName(checked));
            return null;
        });
        return mayContact(checked, channel);
    }

    /** Returns what is on record for a phone, in the order it was recorded, at most so many. */
    public List<Consent> findByPhone(String phone, int limit) {
        return history(CONSENTS.PHONE.eq(phone), limit);
    }

    /** Returns what is on record for a phone after the given row, in the order it was recorded, at most so many. */
    public List<Consent> findByPhone(String phone, Consent after, int limit) {
        return history(CONSENTS.PHONE.eq(phone).and(isAfter(after)), limit);
    }

    /** Returns what is on record for a customer, in the order it was recorded, at most so many. */
    public List<Consent> findByCustomerId(UUID customerId, int limit) {
        return history(CONSENTS.CUSTOMER_ID.eq(customerId), limit);
    }

    /** Returns what is on record for a customer after the given row, in the order it was recorded, at most so many. */
    public List<Consent> findByCustomerId(UUID customerId, Consent after, int limit) {
        return history(CONSENTS.CUSTOMER_ID.eq(customerId).and(isAfter(after)), limit);
    }

    private List<Consent> history(Condition whose, int limit) {
        Values.positive("limit", limit);
        return session.read(dsl -> dsl.selectFrom(CONSENTS)
                .where(whose)
                .orderBy(CONSENTS.CREATED_AT, CONSENTS.ID)
                .limit(limit)
                .fetch(ConsentRows::toConsent));
    }

    private static Condition isAfter(Consent last) {
        return row(CONSENTS.CREATED_AT, CONSENTS.ID).gt(last.createdAt(), last.id());
    }

    /** Asks the latest of the rows; of two at one instant the opt-out, since false sorts before true. */
    private boolean isOpen(String phone, Channel channel, Condition inForce) {
        String checked = Values.phone("phone", phone);
        return session.read(dsl -> dsl.select(CONSENTS.CONSENT_GIVEN)
                        .from(CONSENTS)
                        .where(CONSENTS.PHONE.eq(checked))
                        .and(concerns(Values.required("channel", channel)))
                        .and(inForce)
                        .orderBy(EFFECTIVE_AT.desc(), CONSENTS.CONSENT_GIVEN)
                        .limit(1)
                        .fetchOptional(CONSENTS.CONSENT_GIVEN))
                .orElse(false);
    }

    private static Condition concerns(Channel channel) {
        return CONSENTS.CHANNEL.isNull().or(CONSENTS.CHANNEL.eq(channel.literal()));
    }

    private static Field<Instant> sinceTheLatestConsent(NewOptOut optOut, Instant now) {
        Field<Instant> time = val(now, CONSENTS.OPT_OUT_DATE);
        Field<Instant> latest = field(select(max(CONSENTS.CONSENT_DATE))
                .from(CONSENTS)
                .where(CONSENTS.PHONE.eq(optOut.phone()))
                .and(CONSENTS.CONSENT_GIVEN.eq(true))
                .and(optOut.channel() == null ? noCondition() : concerns(optOut.channel())));
        return greatest(time, coalesce(latest, time));
    }

    /** An opt-out by message knows the phone only, and belongs to the history of its customer all the same. */
    private static Field<UUID> customer(@Nullable UUID id, String phone) {
        return id == null
                ? field(select(CUSTOMERS.ID).from(CUSTOMERS).where(CUSTOMERS.PHONE.eq(phone)))
                : val(id, CONSENTS.CUSTOMER_ID);
    }

    private static Consent append(
            Session tx, ConsentsRecord row, Field<UUID> customer, @Nullable Field<Instant> optOutDate) {
        return tx.write(dsl -> {
            var insert = dsl.insertInto(CONSENTS).set(row).set(CONSENTS.CUSTOMER_ID, customer);
            return (optOutDate == null ? insert : insert.set(CONSENTS.OPT_OUT_DATE, optOutDate))
                    .returning()
                    .fetchSingle(ConsentRows::toConsent);
        });
    }

    private static void announce(Session tx, Consent recorded, NewEvent event) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(
                "channel",
                recorded.channel() == null ? "all" : recorded.channel().literal());
        if (recorded.method() != null) {
            facts.put("method", recorded.method().literal());
        }
        if (recorded.customerId() != null) {
            facts.put("customer_id", recorded.customerId());
        }
        new EventLog(tx).append(event.data(facts));
    }

    private static Instant notAfter(Instant now, String field, @Nullable Instant given) {
        if (given != null && given.isAfter(now)) {
            throw new InvalidValueException(field, "must not be in the future");
        }
        return given == null ? now : given;
    }

    private static String lockName(String phone) {
        return "consent:" + phone;
    }
}
