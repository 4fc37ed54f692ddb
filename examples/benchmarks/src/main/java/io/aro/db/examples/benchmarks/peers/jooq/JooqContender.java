package io.aro.db.examples.benchmarks.peers.jooq;

import io.aro.db.examples.benchmarks.peers.contender.Contender;
import io.aro.db.examples.benchmarks.peers.contender.Facts;
import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contender.Task;
import io.aro.db.examples.benchmarks.peers.contender.Workload;
import io.aro.db.examples.benchmarks.peers.database.PlainPools;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** Plain jOOQ, with rows left as records. */
public final class JooqContender implements Contender {

    /** The name in reports. */
    public static final String NAME = "jOOQ";

    private final JooqQueries queries;
    private final JooqBookings bookings;

    /** Creates the contender. */
    public JooqContender(PlainPools pools) {
        boolean postgres = pools.isShared();
        this.queries = new JooqQueries(context(pools.forReads(), postgres), postgres);
        this.bookings = new JooqBookings(context(pools.forWrites(), postgres), postgres);
    }

    /** The one setting is needed: without it, RETURNING of an INSERT is wrong on SQLite. */
    private static DSLContext context(DataSource pool, boolean postgres) {
        return DSL.using(
                pool,
                postgres ? SQLDialect.POSTGRES : SQLDialect.SQLITE,
                new Settings().withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Task> task(Operation operation, Workload workload) {
        return switch (operation) {
            case FIND_BY_ID -> Optional.of(() -> queries.findById(workload.customer()));
            case FIND_BY_PHONE -> Optional.of(() -> queries.findByPhone(workload.phone()));
            case UPSERT_EXISTING -> Optional.of(() -> bookings.upsert(workload.phone(), "N"));
            case UPSERT_NEW -> Optional.of(() -> bookings.upsert(workload.newPhone(), "N"));
            case UPCOMING -> Optional.of(() -> queries.upcoming(50));
            case PAGE -> Optional.of(() -> queries.page(workload.middle(), 101).subList(0, 100));
            case CONFIRM -> Optional.of(() -> bookings.confirm(workload.booked(), "user", "u"));
            case BATCH -> Optional.of(() -> bookings.book(workload.thousand()));
            case STREAM -> Optional.of(queries::sumOfScores);
            case WEBHOOK, REPLAY, EVENTS, CLAIM -> Optional.empty();
        };
    }

    @Override
    public String describe(Object result) {
        return switch (result) {
            case CustomersRecord row ->
                Facts.customer(row.getId(), row.getPhone(), row.getCreatedAt(), row.getLifetimeValue(), row.getTags());
            case AppointmentsRecord row ->
                Facts.appointment(row.getId(), row.getStatus().literal());
            case List<?> many ->
                String.join("\n", many.stream().map(this::describe).toList());
            default -> result.toString();
        };
    }
}
