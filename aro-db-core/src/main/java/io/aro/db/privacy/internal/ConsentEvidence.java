package io.aro.db.privacy.internal;

import static io.aro.db.schema.Tables.CONSENTS;
import static org.jooq.impl.DSL.max;

import io.aro.db.consent.ConsentRepository;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.value.Values;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** The consents of a person who is erased, as evidence. */
final class ConsentEvidence {

    private final Session tx;
    private final Subject subject;
    private final Condition theirs;

    ConsentEvidence(Session tx, Subject subject) {
        this.tx = tx;
        this.subject = subject;
        this.theirs = SubjectConditions.byKey(CONSENTS, subject);
    }

    /**
     * Takes back what is still agreed to, deletes what is evidence no longer, and ties the rest to the customer.
     *
     * @return until when the rest stays; null if nothing does
     */
    @Nullable
    Instant settle(Period window, Actor actor) {
        if (window.isZero()) {
            delete();
            return null;
        }
        revokeWhatIsOpen(actor);
        Instant last = latest();
        if (last == null) {
            return null;
        }
        Instant end = Values.nearest(last.atOffset(ZoneOffset.UTC).plus(window).toInstant());
        if (!end.isAfter(tx.now())) {
            delete();
            return null;
        }
        tie();
        return end;
    }

    /** Events about them are found by the customer from now on; the customer's row has another phone already. */
    private void tie() {
        tx.write(dsl -> dsl.update(CONSENTS)
                .set(CONSENTS.CUSTOMER_ID, subject.customerId())
                .where(CONSENTS.PHONE.eq(subject.phone()))
                .and(CONSENTS.CUSTOMER_ID.isNull())
                .execute());
    }

    private void revokeWhatIsOpen(Actor actor) {
        ConsentRepository log = new ConsentRepository(tx);
        if (Arrays.stream(Channel.values()).anyMatch(channel -> log.mayContact(subject.phone(), channel))) {
            log.append(NewOptOut.fromAll(subject.phone())
                    .withCustomerId(subject.customerId())
                    .withRecordedBy(actor));
        }
    }

    private @Nullable Instant latest() {
        return tx.read(dsl -> dsl.select(max(CONSENTS.CREATED_AT))
                .from(CONSENTS)
                .where(theirs)
                .fetchSingle()
                .value1());
    }

    private void delete() {
        tie();
        tx.write(dsl -> dsl.deleteFrom(CONSENTS)
                .where(theirs)
                .and(HoldGate.freePhones(CONSENTS.PHONE))
                .execute());
    }
}
