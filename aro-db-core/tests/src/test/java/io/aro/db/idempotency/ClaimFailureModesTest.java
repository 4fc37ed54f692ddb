package io.aro.db.idempotency;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.claimAndDie;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.fail;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.row;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import io.aro.db.idempotency.internal.protocol.ClaimStatement;
import io.aro.db.idempotency.internal.protocol.Fingerprint;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.ChildProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failure modes F1 to F5: faults of claims in the first draft of this service. */
@BothEngines
@Timeout(180)
class ClaimFailureModesTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;

    ClaimFailureModesTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
    }

    @Test
    @DisplayName("F1: the key of a killed process is in progress until its lease expires, and is then taken over")
    void takesOverFromAKilledProcessWhenItsLeaseHasEnded() throws SQLException {
        AroDatabase real = database.open(InstantSource.system());
        try (ChildProcess child = ChildProcess.of(Hanging.class).on(database).start()) {
            child.awaitLine(Hanging.HERE);
            child.kill();
        }

        Outcome<String> early = Hanging.deliver(real.idempotency(), "early");
        Outcome<String> late = Hanging.deliver(real.idempotency().withMaxWait(Duration.ofMinutes(1)), "late");

        assertThat(early)
                .isInstanceOfSatisfying(
                        InProgress.class,
                        busy -> assertThat(busy.retryAfter()).isPositive().isLessThanOrEqualTo(Hanging.LEASE));
        assertThat(late).isEqualTo(new Executed<>("late, claim 2, attempt 2"));
        assertThat(row(database)).isEqualTo("completed|2|2");
    }

    @Test
    @DisplayName("F1: a delivery after a crash is deferred, and a delivery after the lease gets the next claim")
    void answersInProgressUntilTheLeaseOfADeadOwnerEnds() throws SQLException {
        claimAndDie(db, KEY);

        clock.advance(POLICY.lease().minusMillis(1));
        assertThat(execute(db, KEY, "early")).isInstanceOf(InProgress.class);
        assertThat(lease(db, KEY, "early")).isInstanceOf(InProgress.class);

        clock.advance(Duration.ofMillis(1));
        assertThat(lease(db, KEY, "taken over")).isEqualTo(new Executed<>("taken over"));
        assertThat(row(database)).isEqualTo("completed|2|2");
    }

    @Test
    @DisplayName("F2: an expired key is claimed for a new request without a cleanup")
    void claimsAnExpiredKeyThatIsStillThere() throws SQLException {
        execute(db, KEY, "old");
        clock.advance(POLICY.retention());

        assertThat(execute(db, KEY, "new")).isEqualTo(new Executed<>("new"));
        assertThat(row(database)).isEqualTo("completed|2|1");

        clock.advance(POLICY.retention());
        assertThat(lease(db, KEY, "newest")).isEqualTo(new Executed<>("newest"));
        assertThat(row(database)).isEqualTo("completed|3|1");
    }

    @Test
    @DisplayName("F3: work in progress reports its owner, its claim time and its lease")
    void tellsWhoIsAtWork() {
        Instant begin = clock.instant();
        AroDatabase other = database.open();

        service(db).executeLeased(KEY, BODY, String.class, lease -> {
            clock.advance(Duration.ofMinutes(20));
            assertThat(lease(other, KEY, "not reached")).isInstanceOfSatisfying(InProgress.class, busy -> {
                StoredKey stored = Objects.requireNonNull(busy.stored());
                assertThat(busy.retryAfter()).isEqualTo(Duration.ofMinutes(40));
                assertThat(stored.owner())
                        .startsWith(ProcessHandle.current().pid() + "@")
                        .hasSizeLessThanOrEqualTo(255);
                assertThat(stored.claimedAt()).isEqualTo(begin);
                assertThat(stored.leaseUntil()).isEqualTo(begin.plus(POLICY.lease()));
                assertThat(stored.fence()).isEqualTo(1);
                assertThat(stored.state()).isEqualTo(KeyState.IN_PROGRESS);
            });
            return "done";
        });
    }

    @Test
    @DisplayName("F3: replayed, expired, parked and exhausted requests have distinct outcomes with their facts")
    void tellsTheOutcomesApart() {
        execute(db, KEY, "done");
        fail(service(db), key(2), failure -> FailureAction.park());
        fail(service(db), key(3), failure -> FailureAction.giveUp());

        assertThat(execute(db, KEY, "again")).isEqualTo(new Replayed<>("done"));
        assertThat(execute(db, key(2), "again"))
                .isInstanceOfSatisfying(
                        Parked.class,
                        parked -> assertThat(parked.stored().lastError())
                                .isEqualTo(IllegalStateException.class.getName()));
        assertThat(execute(db, key(3), "again"))
                .isInstanceOfSatisfying(
                        Exhausted.class,
                        given -> assertThat(given.stored().state()).isEqualTo(KeyState.EXHAUSTED));
        Instant done = clock.instant();
        clock.advance(POLICY.response());
        assertThat(execute(db, KEY, "again")).isInstanceOfSatisfying(ResponseExpired.class, late -> {
            assertThat(late.stored().completedAt()).isEqualTo(done);
            assertThat(late.stored().responseUntil()).isEqualTo(done.plus(POLICY.response()));
            assertThat(late.stored().expiresAt()).isEqualTo(done.plus(POLICY.retention()));
        });
    }

    @Test
    @DisplayName("F4: no statement of sixteen concurrent duplicates fails on the server")
    void neverProvokesAnError() throws Exception {
        Queue<String> errors = new ConcurrentLinkedQueue<>();
        SQLDialect dialect = database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
        AroDatabase watched = AroDatabase.over(
                database.dataSource(),
                HostConfig.of(dialect).withClock(clock).withStatementListener(new Errors(errors)));

        try (Crew crew = Crew.of(16)) {
            for (int round = 1; round <= 10; round++) {
                IdempotencyKey key = key(round);
                Results<Outcome<String>> results = crew.together(member -> member % 2 == 0
                        ? execute(member % 4 == 0 ? watched : db, key, "done")
                        : lease(member % 4 == 1 ? watched : db, key, "done"));
                assertThat(results.failures()).isEmpty();
                assertThat(results.values())
                        .filteredOn(Executed.class::isInstance)
                        .hasSize(1);
            }
        }

        assertThat(errors).isEmpty();
    }

    @Test
    @DisplayName("F4: a duplicate claim inside a caller's transaction leaves the transaction usable")
    void leavesTheTransactionOfTheCallerUsable() throws SQLException {
        KeySnapshot first = claimAndDie(db, KEY);

        db.useTransaction(tx -> {
            ClaimStatement duplicate = new ClaimStatement(
                    KEY,
                    Fingerprint.of(BODY, RequestIdentity.wholeBody()),
                    "me",
                    tx.session().newId(),
                    POLICY.lease(),
                    POLICY.retention(),
                    PatientConfig.limits().lock());
            assertThat(new KeyStore(InternalSession.of(tx.session()))
                            .claim(duplicate)
                            .orElseThrow()
                            .claimId())
                    .isEqualTo(first.claimId());
            tx.customers().create(NewCustomer.withPhone(phone(1)));
        });

        assertThat(db.customers().findByPhone(phone(1))).isPresent();
        assertThat(row(database)).isEqualTo("in_progress|1|1");
    }

    @Test
    @DisplayName("F5: the same key with a different payload is refused, with both fingerprints")
    void refusesAnotherPayloadWithBothFingerprints() throws SQLException {
        execute(db, KEY, "done");
        fail(service(db), key(2), failure -> FailureAction.retry());
        clock.advance(POLICY.maxBackoff());
        claimAndDie(db, key(3));
        var before = Rows.dump(database);
        String other = "{\"event\": \"cancelled\"}";

        for (IdempotencyKey key : new IdempotencyKey[] {KEY, key(2), key(3)}) {
            assertMismatch(service(db).execute(key, other, String.class, tx -> "not reached"), key, other);
            assertMismatch(service(db).executeLeased(key, other, String.class, lease -> "not reached"), key, other);
        }

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    private static void assertMismatch(Outcome<String> outcome, IdempotencyKey key, String other) {
        assertThat(outcome).isInstanceOfSatisfying(Mismatch.class, mismatch -> {
            assertThat(mismatch.storedFingerprint()).isEqualTo(text(BODY));
            assertThat(mismatch.givenFingerprint()).isEqualTo(text(other));
            assertThat(mismatch.stored().key()).isEqualTo(key);
        });
    }

    private static String text(String body) {
        return Fingerprint.of(body, RequestIdentity.wholeBody()).text();
    }

    private record Errors(Queue<String> seen) implements ExecuteListener {

        private static final long serialVersionUID = 1L;

        @Override
        public void exception(ExecuteContext context) {
            seen.add(String.valueOf(context.sqlException()));
        }
    }

    /** A claim of a key with a handler that never returns. */
    static final class Hanging {

        static final String HERE = "in the handler";
        static final Duration LEASE = Duration.ofSeconds(4);

        private Hanging() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws InterruptedException {
            try (AroDatabase db = AroDatabase.open(ChildProcess.database())) {
                service(db, POLICY.withLease(LEASE))
                        .<String, InterruptedException>executeLeased(KEY, BODY, String.class, lease -> {
                            System.out.println(HERE);
                            new CountDownLatch(1).await();
                            return "not reached";
                        });
            }
        }

        static Outcome<String> deliver(IdempotencyService service, String name) {
            return service.withPolicies(IdempotencyPolicies.defaults().withPolicy("calendly", POLICY.withLease(LEASE)))
                    .executeLeased(
                            KEY,
                            BODY,
                            String.class,
                            lease -> String.format(
                                    Locale.ROOT, "%s, claim %s, attempt %s", name, lease.fence(), lease.attempt()));
        }
    }
}
