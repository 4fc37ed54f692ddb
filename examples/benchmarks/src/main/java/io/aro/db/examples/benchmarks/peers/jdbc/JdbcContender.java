package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import io.aro.db.examples.benchmarks.peers.contender.Contender;
import io.aro.db.examples.benchmarks.peers.contender.Delivery;
import io.aro.db.examples.benchmarks.peers.contender.Facts;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contender.Receipt;
import io.aro.db.examples.benchmarks.peers.contender.Task;
import io.aro.db.examples.benchmarks.peers.contender.Workload;
import io.aro.db.examples.benchmarks.peers.database.PlainPools;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Hand-written JDBC, mapped to the library's own records. */
public final class JdbcContender implements Contender {

    /** The name of the contender with statements prepared anew. */
    public static final String ANEW = "JDBC";

    /** The name of the contender with kept statements. */
    public static final String KEEPING = "JDBC, keeping";

    private final String name;
    private final Preparation preparation;
    private final Queries queries;
    private final Bookings bookings;
    private final Batches batches;
    private final Webhook webhook;
    private final Transactions transactions;

    private JdbcContender(String name, Preparation preparation, PlainPools pools) {
        this.name = name;
        this.preparation = preparation;
        boolean postgres = pools.isShared();
        Sql sql = new Sql(postgres);
        this.queries = new Queries(pools.forReads(), postgres, preparation, sql);
        this.bookings = new Bookings(queries, postgres, preparation, sql);
        this.batches = new Batches(postgres, preparation, sql);
        this.webhook = new Webhook(pools, bookings, postgres, preparation, sql);
        this.transactions = new Transactions(pools.forWrites());
    }

    /** Returns a contender that prepares each statement anew. */
    public static JdbcContender preparingAnew(PlainPools pools) {
        return new JdbcContender(ANEW, Preparation.anew(), pools);
    }

    /** Returns a contender that keeps statements on the connections of SQLite. */
    public static JdbcContender keepingStatements(PlainPools pools) {
        return new JdbcContender(KEEPING, new KeptStatements(), pools);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Task> task(Operation operation, Workload workload) {
        return Optional.of(
                switch (operation) {
                    case FIND_BY_ID -> () -> queries.findById(workload.customer());
                    case FIND_BY_PHONE -> () -> queries.findByPhone(workload.phone());
                    case UPSERT_EXISTING -> () -> upsert(workload.phone());
                    case UPSERT_NEW -> () -> upsert(workload.newPhone());
                    case UPCOMING -> () -> queries.upcoming(50);
                    case PAGE -> () -> page(workload);
                    case CONFIRM -> () -> confirm(workload.booked());
                    case BATCH -> () -> book(workload.thousand());
                    case STREAM -> queries::sumOfScores;
                    case WEBHOOK -> () -> webhook.handle(workload.delivery());
                    case REPLAY -> () -> webhook.replay(workload.answered());
                    case EVENTS -> () -> queries.eventsOf("visit", workload.entity(), 50);
                    case CLAIM -> () -> webhook.claimAndComplete(workload.delivery());
                });
    }

    private Customer upsert(String phone) throws SQLException {
        try (var connection = transactions.pool().getConnection()) {
            return bookings.upsert(connection, phone, "N");
        }
    }

    /** One row more than the page tells whether another page follows. */
    private List<Appointment> page(Workload workload) throws SQLException {
        return queries.page(workload.middle(), 101).subList(0, 100);
    }

    private Appointment confirm(UUID id) throws SQLException {
        return transactions.run(connection -> bookings.confirm(connection, id, new Doer("user", "u")));
    }

    private int book(List<NewBooking> thousand) throws SQLException {
        return transactions.run(connection -> batches.book(connection, thousand));
    }

    /** Handles a delivery. */
    public Receipt handle(Delivery delivery) throws SQLException {
        return webhook.handle(delivery);
    }

    /** Returns the stored response of a delivery. */
    public Receipt replay(Delivery delivery) throws SQLException {
        return webhook.replay(delivery);
    }

    @Override
    public String describe(Object result) {
        return Facts.of(result);
    }

    @Override
    public void close() {
        preparation.close();
    }
}
