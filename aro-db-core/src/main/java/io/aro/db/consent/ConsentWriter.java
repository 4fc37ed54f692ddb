package io.aro.db.consent;

import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static java.util.Objects.requireNonNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.aro.db.consent.internal.ConsentLock;
import io.aro.db.event.EventRepository;
import io.aro.db.event.NewEvent;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.ConsentsRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** The writer of consents and opt-outs with their events, in the caller's transaction. */
final class ConsentWriter {

    private final Session session;

    ConsentWriter(Session session) {
        this.session = session;
    }

    /**
     * Records a consent under the phone's exclusive lock.
     *
     * <p>The lock serializes consents with opt-outs of the same phone.
     */
    Consent append(NewConsent consent) {
        ConsentLock.take(session, consent.phone());
        Instant now = session.now();
        Instant givenAt = notAfter(now, "consent date", consent.givenAt());
        ConsentsRecord row = consent.toRow(session.newId(), givenAt, now);
        Consent given = append(row);
        announce(
                given,
                NewEvent.of("consent.given", "consent", given.id(), consent.recordedBy())
                        .withOccurredAt(givenAt));
        return given;
    }

    /**
     * Records an opt-out under the phone's exclusive lock.
     *
     * <p>The time is read after the lock wait. Therefore no message was sent after the recorded time.
     */
    Consent append(NewOptOut optOut) {
        ConsentLock.take(session, optOut.phone());
        Instant now = session.now();
        Instant optedOutAt = notAfter(now, "opt-out date", optOut.optedOutAt());
        ConsentsRecord row = optOut.toRow(session.newId(), optedOutAt, now);
        Consent revoked = append(row);
        announce(
                revoked,
                NewEvent.of("consent.revoked", "consent", revoked.id(), optOut.recordedBy())
                        .withOccurredAt(optedOutAt));
        return revoked;
    }

    /**
     * Inserts the row, completed from the phone's last record and its customer.
     *
     * <p>An opt-out by message knows only the phone, yet belongs to the customer's history.
     */
    private Consent append(ConsentsRecord row) {
        Field<Instant> at = max(CONSENTS.CREATED_AT).as("at");
        Table<Record1<Instant>> latest = select(at)
                .from(CONSENTS)
                .where(CONSENTS.PHONE.eq(row.getPhone()))
                .asTable("latest");
        return session.write(dsl -> {
            Map<Field<?>, Field<?>> values = values(row);
            if (row.getCustomerId() == null) {
                values.put(CONSENTS.CUSTOMER_ID, CUSTOMERS.ID);
            }
            values.put(CONSENTS.CREATED_AT, recordedAt(dsl, row, requireNonNull(latest.field(at))));
            return dsl.insertInto(CONSENTS)
                    .columns(values.keySet())
                    .select(select(values.values())
                            .from(latest)
                            .leftJoin(CUSTOMERS)
                            .on(CUSTOMERS.PHONE.eq(row.getPhone())))
                    .returning()
                    .fetchSingle(Consent::of);
        });
    }

    private static Map<Field<?>, Field<?>> values(ConsentsRecord row) {
        Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
        for (Field<?> column : row.fields()) {
            values.put(column, val(row.get(column), column));
        }
        return values;
    }

    /**
     * Returns the recording time: now, or just after the phone's last record if the clock was set back.
     *
     * <p>Recording times thus follow the recording order of a phone's rows.
     */
    private static Field<Instant> recordedAt(DSLContext dsl, ConsentsRecord row, Field<Instant> latest) {
        Field<Instant> now = val(row.getCreatedAt(), CONSENTS.CREATED_AT);
        return greatest(now, coalesce(Dialect.of(dsl.configuration()).soonAfter(latest), now));
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
        new EventRepository(session).append(event.withData(facts));
    }

    /**
     * Returns the stated time, or now for null.
     *
     * @throws InvalidValueException if the stated time is in the future
     */
    private static Instant notAfter(Instant now, String field, @Nullable Instant given) {
        if (given != null && given.isAfter(now)) {
            throw new InvalidValueException(field, "must not be in the future");
        }
        return given == null ? now : given;
    }
}
