package io.aro.db.idempotency;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.internal.protocol.ClaimStatement;
import io.aro.db.idempotency.internal.protocol.Fingerprint;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Function;

/** Deliveries of one kind of request, for the tests of this package. */
final class Deliveries {

    /** The default body of the requests. */
    static final String BODY = "{\"event\": \"booked\"}";

    /** A backoff of ten minutes at most, and leases by the test clock: their renewals are longer than a test. */
    static final IdempotencyPolicy POLICY = IdempotencyPolicy.of(Duration.ofDays(7), Duration.ofDays(2))
            .withLease(Duration.ofHours(1))
            .withBackoff(Duration.ofSeconds(10), Duration.ofMinutes(10));

    private Deliveries() {}

    /** Returns the service of a database with the policy of these tests. */
    static IdempotencyService service(AroDatabase db) {
        return service(db, POLICY);
    }

    static IdempotencyService service(AroDatabase db, IdempotencyPolicy policy) {
        return db.idempotency().withPolicies(IdempotencyPolicies.defaults().withPolicy("calendly", policy));
    }

    /** Returns the key with a number. */
    static IdempotencyKey key(int number) {
        return IdempotencyKey.of("calendly", "evt-" + number);
    }

    /** Delivers a request; its work returns the response in a transaction. */
    static Outcome<String> execute(AroDatabase db, IdempotencyKey key, String response) {
        return service(db).execute(key, BODY, String.class, tx -> response);
    }

    /** Delivers a request; its work returns the response under a lease. */
    static Outcome<String> lease(AroDatabase db, IdempotencyKey key, String response) {
        return service(db).executeLeased(key, BODY, String.class, lease -> response);
    }

    /** Delivers a request with failing leased work, and returns the failure. */
    static IllegalStateException fail(
            IdempotencyService service, IdempotencyKey key, Function<Exception, FailureAction<String>> failures) {
        try {
            service.<String, IllegalStateException>executeLeased(
                    key,
                    BODY,
                    String.class,
                    lease -> {
                        throw new IllegalStateException("Ada at +15550001 does not answer");
                    },
                    failures);
        } catch (IllegalStateException e) {
            return e;
        }
        throw new AssertionError("The handler was not run or its failure was swallowed.");
    }

    /** Claims the key for a process that dies right after. */
    static KeySnapshot claimAndDie(AroDatabase db, IdempotencyKey key) {
        ClaimStatement request = new ClaimStatement(
                key,
                Fingerprint.of(BODY, RequestIdentity.wholeBody()),
                "4711@gone",
                db.session().newId(),
                POLICY.lease(),
                POLICY.retention(),
                PatientConfig.limits().lock());
        KeySnapshot claim =
                new KeyStore(InternalSession.of(db.session())).claim(request).orElseThrow();
        if (!claim.isOf(request.claimId())) {
            throw new AssertionError("The key was not free: " + claim);
        }
        return claim;
    }

    /** Returns state, fencing token and attempts of the only key. */
    static String row(TestDatabase database) throws SQLException {
        return Rows.query(database, "SELECT state, fence, attempts FROM idempotency_keys")
                .getFirst();
    }

    /** Changes rows directly by SQL. */
    static void update(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
