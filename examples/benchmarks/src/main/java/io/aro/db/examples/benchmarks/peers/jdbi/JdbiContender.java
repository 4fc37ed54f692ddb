package io.aro.db.examples.benchmarks.peers.jdbi;

import io.aro.db.customer.Customer;
import io.aro.db.examples.benchmarks.peers.contender.Contender;
import io.aro.db.examples.benchmarks.peers.contender.Facts;
import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contender.Task;
import io.aro.db.examples.benchmarks.peers.contender.Workload;
import io.aro.db.examples.benchmarks.peers.database.PlainPools;
import io.aro.db.examples.benchmarks.peers.jdbc.Values;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Jdbi 3 with named parameters and row mappers. */
public final class JdbiContender implements Contender {

    /** The name in reports. */
    public static final String NAME = "Jdbi";

    private final JdbiQueries queries;
    private final JdbiBookings bookings;

    /** Creates the contender. */
    public JdbiContender(PlainPools pools) {
        boolean postgres = pools.isShared();
        Values values = Values.of(postgres);
        this.queries = new JdbiQueries(Jdbi.create(pools.forReads()), values, postgres);
        this.bookings = new JdbiBookings(Jdbi.create(pools.forWrites()), values, postgres);
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
            case UPSERT_EXISTING -> Optional.of(() -> upsert(workload.phone()));
            case UPSERT_NEW -> Optional.of(() -> upsert(workload.newPhone()));
            case UPCOMING -> Optional.of(() -> queries.upcoming(50));
            case BATCH -> Optional.of(() -> bookings.book(workload.thousand()));
            case STREAM -> Optional.of(queries::sumOfScores);
            case PAGE, CONFIRM, WEBHOOK, REPLAY, EVENTS, CLAIM -> Optional.empty();
        };
    }

    private Customer upsert(String phone) {
        return bookings.upsert(phone, "N");
    }

    @Override
    public String describe(Object result) {
        return Facts.of(result);
    }
}
