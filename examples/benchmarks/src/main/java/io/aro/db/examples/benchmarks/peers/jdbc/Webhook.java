package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import io.aro.db.examples.benchmarks.peers.contender.Delivery;
import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import io.aro.db.examples.benchmarks.peers.contender.Receipt;
import io.aro.db.examples.benchmarks.peers.database.PlainPools;
import io.aro.db.examples.benchmarks.peers.jdbc.Preparation.Prepared;
import io.aro.db.idempotency.RequestIdentity;
import io.aro.db.idempotency.internal.protocol.Fingerprint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The webhook with the library's statements and fingerprint, and without its other code.
 *
 * <p>It takes over no expired claim, retries nothing, and has no listeners.
 */
final class Webhook {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration RESPONSE = Duration.ofDays(7);
    private static final Duration RETENTION = Duration.ofDays(35);
    private static final RequestIdentity WHOLE = RequestIdentity.wholeBody();
    private static final String OWNER = "benchmark/01890000-0000-7000-8000-000000000000";

    private final PlainPools pools;
    private final Transactions transactions;
    private final Bookings bookings;
    private final Preparation preparation;
    private final Values values;
    private final Sql sql;

    Webhook(PlainPools pools, Bookings bookings, boolean postgres, Preparation preparation, Sql sql) {
        this.pools = pools;
        this.transactions = new Transactions(pools.forWrites());
        this.bookings = bookings;
        this.preparation = preparation;
        this.values = Values.of(postgres);
        this.sql = sql;
    }

    Receipt handle(Delivery delivery) throws SQLException {
        String fingerprint = Fingerprint.of(delivery.body(), WHOLE).text();
        Receipt receipt = transactions.run(connection -> execute(connection, delivery, fingerprint));
        return receipt == null ? replay(delivery, fingerprint) : receipt;
    }

    private @Nullable Receipt execute(Connection connection, Delivery delivery, String fingerprint)
            throws SQLException {
        UUID claim = Fresh.id();
        Instant now = Fresh.now();
        if (!claim(connection, delivery, fingerprint, claim, now)) {
            return null;
        }
        Customer customer = bookings.upsert(connection, delivery.phone(), "N");
        NewBooking booking = NewBooking.tomorrow(customer.id(), now, delivery.externalId());
        Appointment booked = bookings.book(connection, booking, now);
        Appointment confirmed = bookings.confirm(connection, booked.id(), new Doer("webhook", "bench"));
        Receipt receipt =
                new Receipt("ok", confirmed.id().toString(), customer.id().toString());
        complete(connection, delivery, claim, receipt);
        return receipt;
    }

    /** Returns whether the key was free. */
    private boolean claim(Connection connection, Delivery delivery, String fingerprint, UUID claim, Instant now)
            throws SQLException {
        Object time = values.time(now);
        try (Prepared prepared = preparation.prepare(connection, Sql.CLAIM)) {
            PreparedStatement statement = prepared.statement();
            statement.setString(1, delivery.source());
            statement.setString(2, delivery.key());
            statement.setString(3, fingerprint);
            statement.setString(4, OWNER);
            statement.setObject(5, values.id(claim));
            statement.setObject(6, time);
            statement.setObject(7, values.time(now.plus(LEASE)));
            statement.setObject(8, time);
            statement.setObject(9, time);
            statement.setObject(10, values.time(now.plus(RESPONSE)));
            statement.setObject(11, values.time(now.plus(RETENTION)));
            return statement.executeUpdate() == 1;
        }
    }

    private void complete(Connection connection, Delivery delivery, UUID claim, Receipt receipt) throws SQLException {
        Object time = values.time(Fresh.now());
        try (Prepared prepared = preparation.prepare(connection, sql.complete)) {
            PreparedStatement statement = prepared.statement();
            statement.setObject(1, time);
            statement.setString(2, JsonText.of(receipt));
            statement.setObject(3, time);
            statement.setString(4, delivery.source());
            statement.setString(5, delivery.key());
            statement.setObject(6, values.id(claim));
            if (statement.executeUpdate() != 1) {
                throw new SQLException("The claim was lost.");
            }
        }
    }

    /** Returns the stored response of a known key, as the library does before any claim. */
    Receipt replay(Delivery delivery) throws SQLException {
        return replay(delivery, Fingerprint.of(delivery.body(), WHOLE).text());
    }

    private Receipt replay(Delivery delivery, String fingerprint) throws SQLException {
        try (Connection connection = pools.forReads().getConnection();
                Prepared prepared = preparation.prepare(connection, Sql.STORED_RESPONSE)) {
            prepared.statement().setString(1, delivery.source());
            prepared.statement().setString(2, delivery.key());
            try (ResultSet rows = prepared.statement().executeQuery()) {
                if (!rows.next()
                        || !rows.getString(1).equals("completed")
                        || !rows.getString(2).equals(fingerprint)) {
                    throw new SQLException("The key has no response to this request.");
                }
                return JsonText.read(rows.getString(3), Receipt.class);
            }
        }
    }

    /** Claims a key and completes it with nothing between. */
    String claimAndComplete(Delivery delivery) throws SQLException {
        String fingerprint = Fingerprint.of(delivery.body(), WHOLE).text();
        return transactions.run(connection -> {
            UUID claim = Fresh.id();
            if (!claim(connection, delivery, fingerprint, claim, Fresh.now())) {
                throw new SQLException("The key is known.");
            }
            complete(connection, delivery, claim, new Receipt("ok", "", ""));
            return "ok";
        });
    }
}
