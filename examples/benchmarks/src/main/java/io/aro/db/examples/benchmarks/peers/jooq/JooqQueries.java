package io.aro.db.examples.benchmarks.peers.jooq;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;

import io.aro.db.examples.benchmarks.peers.contender.Cursor;
import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads by plain jOOQ. */
final class JooqQueries {

    private static final int FETCH_SIZE = 1_000;

    private final DSLContext reader;
    private final boolean postgres;

    JooqQueries(DSLContext reader, boolean postgres) {
        this.reader = reader;
        this.postgres = postgres;
    }

    @Nullable
    CustomersRecord findById(UUID id) {
        return reader.selectFrom(CUSTOMERS).where(CUSTOMERS.ID.eq(id)).fetchOne();
    }

    @Nullable
    CustomersRecord findByPhone(String phone) {
        return reader.selectFrom(CUSTOMERS).where(CUSTOMERS.PHONE.eq(phone)).fetchOne();
    }

    List<AppointmentsRecord> upcoming(int limit) {
        Condition open = APPOINTMENTS.STATUS.in(
                inline(AppointmentStatus.BOOKED, APPOINTMENTS.STATUS),
                inline(AppointmentStatus.CONFIRMED, APPOINTMENTS.STATUS));
        return reader.selectFrom(APPOINTMENTS)
                .where(postgres ? open : condition("likely({0})", open))
                .and(APPOINTMENTS.DATE.ge(Fresh.now()))
                .orderBy(APPOINTMENTS.DATE, APPOINTMENTS.ID)
                .limit(limit)
                .fetch();
    }

    List<AppointmentsRecord> page(Cursor after, int limit) {
        return reader.selectFrom(APPOINTMENTS)
                .where(row(APPOINTMENTS.DATE, APPOINTMENTS.ID).gt(after.date(), after.id()))
                .orderBy(APPOINTMENTS.DATE, APPOINTMENTS.ID)
                .limit(limit)
                .fetch();
    }

    /** PostgreSQL fetches in parts only inside a transaction. */
    long sumOfScores() {
        return postgres
                ? reader.transactionResult(configuration -> sumOfScores(configuration.dsl()))
                : sumOfScores(reader);
    }

    private static long sumOfScores(DSLContext dsl) {
        try (Stream<CustomersRecord> rows = dsl.selectFrom(CUSTOMERS)
                .orderBy(CUSTOMERS.ID)
                .fetchSize(FETCH_SIZE)
                .fetchStream()) {
            return rows.mapToLong(row -> row.getRiskScore() + 1).sum();
        }
    }
}
