package io.aro.db.consent;

import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.aro.db.connection.Session;
import io.aro.db.error.InvalidValueException;
import io.aro.db.event.EventLog;
import io.aro.db.event.NewEvent;
import io.aro.db.internal.Dialect;
import io.aro.db.schema.tables.records.ConsentsRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Puts a consent or an opt-out on record with its event, in the caller's transaction. */
final class Recording {

    private final Session session;

    Recording(Session session) {
        this.session = session;
    }

    /** Takes the lock that an opt-out takes, so that of two at a time the second is recorded after the first. */
    Consent give(NewConsent consent) {
        ConsentLock.take(session, consent.phone());
        Instant now = session.now();
        Instant givenAt = notAfter(now, "consent date", consent.givenAt());
        ConsentsRecord row = ConsentRows.toRow(consent, session.newId(), givenAt, now);
        Consent given = append(row, customer(consent.customerId(), consent.phone()), val(null, CONSENTS.OPT_OUT_DATE));
        announce(
                given,
                NewEvent.of("consent.given", "consent", given.id(), consent.recordedBy())
                        .at(givenAt));
        return given;
    }

    /** Reads the time after the wait for the lock, so that no message was sent after the time on record. */
    Consent revoke(NewOptOut optOut) {
        ConsentLock.take(session, optOut.phone());
        Instant now = session.now();
        Instant optedOutAt = notAfter(now, "opt-out date", optOut.optedOutAt());
        ConsentsRecord row = ConsentRows.toRow(optOut, session.newId(), now);
        Consent revoked =
                append(row, customer(optOut.customerId(), optOut.phone()), val(optedOutAt, CONSENTS.OPT_OUT_DATE));
        announce(
                revoked,
                NewEvent.of("consent.revoked", "consent", revoked.id(), optOut.recordedBy())
                        .at(optedOutAt));
        return revoked;
    }

    /**
     * Returns the present, or a time soon after the last record of the phone if the clock has been set back since.
     *
     * <p>The times of creation thus say in which order the records of a phone were made.
     */
    private static Field<Instant> recordedAt(DSLContext dsl, ConsentsRecord row) {
        Field<Instant> now = val(row.getCreatedAt(), CONSENTS.CREATED_AT);
        Field<Instant> latest =
                field(select(max(CONSENTS.CREATED_AT)).from(CONSENTS).where(CONSENTS.PHONE.eq(row.getPhone())));
        return greatest(now, coalesce(Dialect.of(dsl.configuration()).soonAfter(latest), now));
    }

    /** An opt-out by message knows the phone only, and belongs to the history of its customer all the same. */
    private static Field<UUID> customer(@Nullable UUID id, String phone) {
        return id == null
                ? field(select(CUSTOMERS.ID).from(CUSTOMERS).where(CUSTOMERS.PHONE.eq(phone)))
                : val(id, CONSENTS.CUSTOMER_ID);
    }

    private Consent append(ConsentsRecord row, Field<UUID> customer, Field<Instant> optOutDate) {
        return session.write(dsl -> dsl.insertInto(CONSENTS)
                .set(row)
                .set(CONSENTS.CUSTOMER_ID, customer)
                .set(CONSENTS.OPT_OUT_DATE, optOutDate)
                .set(CONSENTS.CREATED_AT, recordedAt(dsl, row))
                .returning()
                .fetchSingle(ConsentRows::toConsent));
    }

    private void announce(Consent recorded, NewEvent event) {
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
        new EventLog(session).append(event.data(facts));
    }

    private static Instant notAfter(Instant now, String field, @Nullable Instant given) {
        if (given != null && given.isAfter(now)) {
            throw new InvalidValueException(field, "must not be in the future");
        }
        return given == null ? now : given;
    }
}
