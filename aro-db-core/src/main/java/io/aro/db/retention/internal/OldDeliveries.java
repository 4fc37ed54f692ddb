package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.DELIVERY_SUBJECTS;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.session.Connections;
import io.aro.db.repository.Session;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.Row3;

/** The subjects of deliveries about which no event has come since a time. */
final class OldDeliveries {

    private static final int BATCH = 1000;

    private static final Row3<String, String, String> IDENTITY =
            row(DELIVERY_SUBJECTS.SCOPE, DELIVERY_SUBJECTS.SOURCE, DELIVERY_SUBJECTS.SUBJECT);

    private final Connections connections;
    private final Instant before;

    OldDeliveries(Connections connections, Instant before) {
        this.connections = connections;
        this.before = before;
    }

    /** Deletes them, batch by batch, each in a transaction of its own; a subject that a delivery is at work on stays. */
    void delete(StepCounter tally) {
        DeletedBatches.delete(connections, BATCH, this::deleteBatch, tally);
    }

    long count() {
        return connections.session().read(dsl -> (long) dsl.fetchCount(DELIVERY_SUBJECTS, due()));
    }

    private int deleteBatch(Session tx) {
        return tx.write(dsl -> {
            var picked = name("picked")
                    .asMaterialized(Dialect.of(dsl.configuration())
                            .skippingLocked(
                                    select(DELIVERY_SUBJECTS.SCOPE, DELIVERY_SUBJECTS.SOURCE, DELIVERY_SUBJECTS.SUBJECT)
                                            .from(DELIVERY_SUBJECTS)
                                            .where(due())
                                            .orderBy(DELIVERY_SUBJECTS.UPDATED_AT)
                                            .limit(BATCH)));
            return dsl.with(picked)
                    .delete(DELIVERY_SUBJECTS)
                    .where(IDENTITY.in(dsl.selectFrom(picked)))
                    .and(due())
                    .execute();
        });
    }

    private Condition due() {
        return DELIVERY_SUBJECTS.UPDATED_AT.lt(before);
    }
}
