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

/** The consents of an erased person, kept as evidence. */
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
     * Revokes open consents, deletes all consents past the evidence period, and links the rest to the customer.
     *
     * @param window the evidence period after the last consent; zero deletes all consents
     * @return the end of the evidence period; null if no consents stay
     */
    @Nullable
    Instant settle(Period window, Actor actor) {
        if (window.isZero()) {
            delete();
            return null;
        }
        revokeOpenConsents(actor);
        Instant last = latest();
        if (last == null) {
            return null;
        }
        Instant end = Values.nearest(last.atOffset(ZoneOffset.UTC).plus(window).toInstant());
        if (!end.isAfter(tx.now())) {
            delete();
            return null;
        }
        linkToCustomer();
        return end;
    }

    /** Links consents of the phone number to the customer, since the customer's row has already lost the number. */
    private void linkToCustomer() {
        tx.write(dsl -> dsl.update(CONSENTS)
                .set(CONSENTS.CUSTOMER_ID, subject.customerId())
                .where(CONSENTS.PHONE.eq(subject.phone()))
                .and(CONSENTS.CUSTOMER_ID.isNull())
                .execute());
    }

    private void revokeOpenConsents(Actor actor) {
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
        linkToCustomer();
        tx.write(dsl -> dsl.deleteFrom(CONSENTS)
                .where(theirs)
                .and(HoldGate.freePhones(CONSENTS.PHONE))
                .execute());
    }
}
