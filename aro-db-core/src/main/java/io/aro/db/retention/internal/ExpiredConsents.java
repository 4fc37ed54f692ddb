package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.ERASURES;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.hold.internal.FreeRows;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.session.Connections;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.Consents;
import java.time.Instant;
import org.jooq.Condition;

/** The consents of erased customers whose time as evidence is over: the last of them, and the erasure, are old. */
final class ExpiredConsents {

    private static final int BATCH = 500;
    private static final Consents EACH = CONSENTS.as("each");
    private static final Consents LATER = CONSENTS.as("later");

    private final Connections connections;
    private final Instant before;

    ExpiredConsents(Connections connections, Instant before) {
        this.connections = connections;
        this.before = before;
    }

    /** Deletes them, batch by batch, each in a transaction of its own. */
    void delete(StepCounter tally) {
        DeletedBatches.delete(connections, BATCH, this::deleteBatch, tally);
    }

    long count() {
        return connections.session().read(dsl ->
                (long) dsl.fetchCount(dsl.selectOne().from(EACH).where(due())));
    }

    private int deleteBatch(Session tx) {
        HoldGate.enter(tx);
        return tx.write(dsl -> dsl.deleteFrom(CONSENTS)
                .where(CONSENTS.ID.in(
                        select(EACH.ID).from(EACH).where(due()).orderBy(EACH.ID).limit(BATCH)))
                .execute());
    }

    private Condition due() {
        return EACH.CUSTOMER_ID
                .in(select(ERASURES.CUSTOMER_ID)
                        .from(ERASURES)
                        .where(ERASURES.FIRST_ERASED_AT.lt(before))
                        .and(notExists(selectOne()
                                .from(LATER)
                                .where(LATER.CUSTOMER_ID.eq(ERASURES.CUSTOMER_ID))
                                .and(LATER.CREATED_AT.ge(before))))
                        .and(FreeRows.of(ERASURES.CUSTOMER_ID)))
                .and(FreeRows.phones(EACH.PHONE));
    }
}
