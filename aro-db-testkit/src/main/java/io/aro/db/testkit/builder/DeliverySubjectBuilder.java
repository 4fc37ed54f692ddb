package io.aro.db.testkit.builder;

import io.aro.db.AroDatabase;
import io.aro.db.ordering.DeliverySubject;
import io.aro.db.transaction.Transaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A builder of delivery subjects, each with its newest event; immutable. */
public final class DeliverySubjectBuilder implements RowBuilder<DeliverySubject> {

    private final String source;
    private final @Nullable String subject;
    private final @Nullable Instant occurredAt;

    DeliverySubjectBuilder() {
        this("calendly", null, null);
    }

    private DeliverySubjectBuilder(String source, @Nullable String subject, @Nullable Instant occurredAt) {
        this.source = source;
        this.subject = subject;
        this.occurredAt = occurredAt;
    }

    @Override
    public DeliverySubject insert(AroDatabase db) {
        return db.inTransaction(this::insert);
    }

    /** Inserts a row in the transaction and returns the row as stored. */
    public DeliverySubject insert(Transaction tx) {
        String wanted = subject == null ? Sequence.id("invitee") : subject;
        Instant when = occurredAt == null ? tx.session().now() : occurredAt;
        tx.deliveryOrder().acceptIfNewest(source, wanted, when);
        return tx.deliveryOrder().find(source, wanted).orElseThrow();
    }

    /** Returns a builder with the source and the subject. */
    public DeliverySubjectBuilder of(String sender, String name) {
        return new DeliverySubjectBuilder(sender, name, occurredAt);
    }

    /** Returns a builder with the time of the newest event. */
    public DeliverySubjectBuilder lastAt(Instant time) {
        return new DeliverySubjectBuilder(source, subject, time);
    }
}
