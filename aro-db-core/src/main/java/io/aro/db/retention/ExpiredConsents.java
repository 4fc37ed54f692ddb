package io.aro.db.retention;

import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.ERASURES;
import static io.aro.db.schema.Tables.LEGAL_HOLDS;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.connection.Session;
import io.aro.db.schema.tables.Consents;
import java.time.Instant;
import org.jooq.Condition;

/** Is the consents of erased customers whose time as evidence is over: the last of them, and the erasure, are old. */
final class ExpiredConsents {

    private static final Consents LATER = CONSENTS.as("later");

    private ExpiredConsents() {}

    /** Deletes them, in one statement, since an erased customer has few. */
    static int delete(Session session, Instant before) {
        return session.write(dsl -> dsl.deleteFrom(CONSENTS).where(due(before)).execute());
    }

    static long count(Session session, Instant before) {
        return session.read(dsl -> (long) dsl.fetchCount(CONSENTS, due(before)));
    }

    private static Condition due(Instant before) {
        return CONSENTS.CUSTOMER_ID.in(select(ERASURES.CUSTOMER_ID)
                .from(ERASURES)
                .where(ERASURES.FIRST_ERASED_AT.lt(before))
                .and(notExists(selectOne()
                        .from(LATER)
                        .where(LATER.CUSTOMER_ID.eq(ERASURES.CUSTOMER_ID))
                        .and(LATER.CREATED_AT.ge(before))))
                .and(notExists(selectOne().from(LEGAL_HOLDS).where(LEGAL_HOLDS.CUSTOMER_ID.eq(ERASURES.CUSTOMER_ID)))));
    }
}
