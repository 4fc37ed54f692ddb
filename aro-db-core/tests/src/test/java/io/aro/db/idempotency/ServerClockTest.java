package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.fail;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.AsksTheMachine;
import io.aro.db.fixture.Watched;
import io.aro.db.idempotency.internal.protocol.ClaimStatement;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.internal.session.SqlClock;
import io.aro.db.repository.Session;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failure mode F11: a service on PostgreSQL measures leases by the server's clock, not by the machine's. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class ServerClockTest {

    private static final IdempotencyKey KEY = key(1);

    private final TestDatabase database;

    ServerClockTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    @DisplayName("F11: every statement on a key uses the server's clock")
    void sendsNoTime() {
        Watched watched = Watched.over(database, InstantSource.system());
        AroDatabase db = watched.db();

        execute(db, KEY, "done");
        execute(db, KEY, "again");
        service(db).executeLeased(key(2), BODY, String.class, lease -> {
            lease.step("call", String.class, () -> "called");
            lease.transactionalStep("book", String.class, tx -> "booked");
            return lease.<String, RuntimeException>inTransaction(tx -> "done");
        });
        fail(service(db), key(3), failure -> FailureAction.retry());
        fail(service(db), key(4), failure -> FailureAction.park());
        service(db).keys().release(key(4));
        fail(service(db), key(5), failure -> FailureAction.park());
        service(db).reconcile(key(5), parked -> FailureAction.answer("found out"));
        service(db).checkAndLock(key(6), Duration.ofDays(1));
        service(db).storeResponse(key(6), "stored");
        service(db).getResponse(key(6), String.class);
        service(db).keys().findStuck(10);
        service(db).cleanup();

        List<String> sent = watched.queries().stream()
                .filter(sql -> sql.contains("idempotency_"))
                .toList();
        assertThat(sent).hasSizeGreaterThan(20).noneMatch(sql -> sql.matches("(?s).*\\d{4}-\\d\\d-\\d\\d.*"));
        assertThat(sent)
                .filteredOn(sql -> sql.contains("lease_until") || sql.contains("expires_at"))
                .hasSizeGreaterThan(15)
                .allMatch(sql -> sql.contains("statement_timestamp()"));
    }

    @Test
    @DisplayName("F11: a clock an hour ahead or behind never takes over a live lease")
    void agreesAcrossMachinesWhoseClocksDiffer() {
        InstantSource exact = InstantSource.system();
        SqlClock time = InternalSession.of(database.open(exact).session()).time();
        List<Session> machines = List.of(
                database.open(() -> exact.instant().plus(Duration.ofHours(1))).session(),
                database.open(() -> exact.instant().minus(Duration.ofHours(1))).session());

        for (int number = 0; number < 2; number++) {
            KeyStore holder = new KeyStore(InternalSession.of(machines.get(number)), time);
            KeyStore other = new KeyStore(InternalSession.of(machines.get(1 - number)), time);
            ClaimStatement first = request(key(number), machines.get(number), Duration.ofMinutes(1));
            ClaimStatement second = request(key(number), machines.get(1 - number), Duration.ofMinutes(1));

            assertThat(holder.claim(first).orElseThrow().isOf(first.claimId())).isTrue();
            assertThat(other.claim(second).orElseThrow().isOf(first.claimId())).isTrue();
            assertThat(holder.renew(holder.find(key(number)).orElseThrow(), Duration.ofMinutes(2)))
                    .isTrue();
            assertThat(other.claim(second).orElseThrow().isOf(first.claimId())).isTrue();
        }
    }

    @Test
    @DisplayName("F11: the time advances within a transaction, unlike now()")
    void goesOnWithinATransaction() {
        AroDatabase db = database.open(InstantSource.system());

        List<Instant> times = db.inTransaction(tx -> {
            KeyStore keys = new KeyStore(InternalSession.of(tx.session()));
            KeySnapshot first =
                    keys.claim(request(key(1), tx.session(), POLICY.lease())).orElseThrow();
            KeySnapshot second =
                    keys.claim(request(key(2), tx.session(), POLICY.lease())).orElseThrow();
            return List.of(claimedAt(first), claimedAt(second));
        });

        assertThat(times.get(1)).isAfter(times.get(0));
    }

    @Test
    @DisplayName("F11: every java.time clock of the system counts as the system's clock")
    @AsksTheMachine
    void knowsTheSystemsClockByEachOfItsNames() {
        ZoneId cairo = ZoneId.of("Africa/Cairo");

        for (InstantSource systems : List.of(
                InstantSource.system(),
                Clock.systemUTC(),
                Clock.system(ZoneId.systemDefault()),
                Clock.system(cairo),
                Clock.tickMillis(cairo),
                Clock.tickSeconds(ZoneOffset.UTC),
                InstantSource.system().withZone(cairo))) {
            assertThat(timeBy(systems)).as("%s", systems).contains("statement_timestamp()");
        }
        for (InstantSource own : List.<InstantSource>of(
                TestClock.create(),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                Clock.offset(Clock.systemUTC(), Duration.ofHours(1)),
                Instant::now)) {
            assertThat(timeBy(own)).as("%s", own).doesNotContain("statement_timestamp()");
        }
    }

    private String timeBy(InstantSource clock) {
        Session session = database.open(clock).session();
        return session.<String>read(
                dsl -> dsl.renderInlined(InternalSession.of(session).time().now()));
    }

    private static Instant claimedAt(KeySnapshot claim) {
        return Objects.requireNonNull(claim.stored().claimedAt());
    }

    private static ClaimStatement request(IdempotencyKey key, Session session, Duration lease) {
        return new ClaimStatement(
                key,
                null,
                "somebody",
                session.newId(),
                lease,
                POLICY.retention(),
                PatientConfig.limits().lock());
    }
}
