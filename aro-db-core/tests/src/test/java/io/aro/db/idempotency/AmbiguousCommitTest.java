package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.CuttingProxy;
import io.aro.db.fixture.CuttingProxy.Cut;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Webhook;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.transaction.Transaction;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In-doubt commits: the connection breaks during the commit, and the driver does not know the result on the server. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class AmbiguousCommitTest {

    private static final IdempotencyKey KEY = Webhook.key(1);
    private static final String COMMIT = "COMMIT";
    private static final String UPDATE = "update \"idempotency_keys\"";
    private static final String LOCK = "pg_try_advisory_xact_lock";
    private static final String LOOK = "for update skip locked";

    private final TestDatabase database;
    private final TestClock clock;
    private final CuttingProxy proxy;
    private final AroDatabase db;
    private final AtomicInteger runs = new AtomicInteger();

    AmbiguousCommitTest(TestDatabase database, TestClock clock) throws IOException {
        this.database = database;
        this.clock = clock;
        this.proxy = CuttingProxy.before(database);
        this.db = AroDatabase.open(proxy.config());
    }

    @AfterEach
    void hangUp() throws IOException {
        db.close();
        proxy.close();
    }

    @Test
    void executesOnceIfOnlyTheAnswerToTheCommitIsLost() throws Exception {
        proxy.cut(Cut.AFTER, COMMIT);

        assertThat(execute()).isEqualTo(new Executed<>("run 1"));

        assertThat(proxy.hasCut()).isTrue();
        assertThat(execute()).isEqualTo(new Replayed<>("run 1"));
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void executesOnceIfTheCommitComesLate() throws Exception {
        // The first check finds the transaction still running; the transaction goes on before the second check.
        proxy.cutAmid(COMMIT, 2, LOCK);

        assertThat(execute()).isEqualTo(new Executed<>("run 1"));

        assertThat(execute()).isEqualTo(new Replayed<>("run 1"));
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void saysThatNothingWasDoneIfTheCommitIsLost() throws Exception {
        proxy.cut(Cut.BEFORE, COMMIT);

        assertThatThrownBy(this::execute).isInstanceOf(UnavailableException.class);

        assertThat(Rows.count(database, "idempotency_keys")).isZero();
        assertThat(effects()).isZero();
        assertThat(execute()).isEqualTo(new Executed<>("run 2"));
        assertThat(effects()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void completesLeasedWorkOnceHoweverItsCompletionIsCut(Cut cut) throws Exception {
        Outcome<String> outcome = db.idempotency().executeLeased(KEY, "{}", String.class, lease -> {
            cut(cut, UPDATE, UPDATE, 1);
            return "run " + runs.incrementAndGet();
        });

        assertThat(proxy.hasCut()).isTrue();
        assertThat(outcome).isEqualTo(new Executed<>("run 1"));
        assertThat(executeLeased()).isEqualTo(new Replayed<>("run 1"));
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cut.class,
            names = {"AFTER", "AMID"})
    void doesStepsOnceIfTheirCommitArrives(Cut cut) throws Exception {
        Outcome<String> outcome = db.idempotency().executeLeased(KEY, "{}", String.class, lease -> {
            cut(cut, COMMIT, LOOK, 2);
            String result = lease.transactionalStep("book", String.class, this::effect);
            assertThat(proxy.hasCut()).isTrue();
            return result;
        });

        assertThat(outcome).isEqualTo(new Executed<>("run 1"));
        assertThat(effects()).isEqualTo(1);
        assertThat(Rows.query(database, "SELECT name, fence, result FROM idempotency_steps"))
                .containsExactly("book|1|\"run 1\"");
    }

    @Test
    void leavesNothingOfStepsWhoseCommitIsLost() throws Exception {
        Outcome<String> outcome = db.idempotency().executeLeased(KEY, "{}", String.class, lease -> {
            proxy.cut(Cut.BEFORE, COMMIT);
            assertThatThrownBy(() -> lease.transactionalStep("book", String.class, this::effect))
                    .isInstanceOf(UnavailableException.class);
            assertThat(effects()).isZero();
            return lease.transactionalStep("book", String.class, this::effect);
        });

        assertThat(outcome).isEqualTo(new Executed<>("run 2"));
        assertThat(effects()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cut.class,
            names = {"AFTER", "BEFORE"})
    void leavesAClaimThatNobodyKnowsOfToTheNextDelivery(Cut cut) throws Exception {
        proxy.cut(cut, COMMIT);

        assertThatThrownBy(this::executeLeased).isInstanceOf(UnavailableException.class);

        assertThat(runs).hasValue(0);
        if (cut == Cut.AFTER) {
            assertThat(executeLeased()).isInstanceOf(InProgress.class);
            clock.advance(Webhook.POLICY.lease());
        }
        assertThat(executeLeased()).isEqualTo(new Executed<>("run 1"));
        assertThat(Rows.query(database, "SELECT state, fence FROM idempotency_keys"))
                .containsExactly("completed|" + (cut == Cut.AFTER ? 2 : 1));
    }

    private void cut(Cut cut, String statement, String inquiry, int questions) {
        if (cut == Cut.AMID) {
            proxy.cutAmid(statement, questions, inquiry);
        } else {
            proxy.cut(cut, statement);
        }
    }

    private Outcome<String> execute() {
        return db.idempotency().execute(KEY, "{}", String.class, this::effect);
    }

    private Outcome<String> executeLeased() {
        return db.idempotency()
                .<String, RuntimeException>executeLeased(
                        KEY, "{}", String.class, lease -> "run " + runs.incrementAndGet());
    }

    private String effect(Transaction tx) {
        Webhook.customer(tx, 1);
        return "run " + runs.incrementAndGet();
    }

    private long effects() throws SQLException {
        return Rows.count(database, "customers");
    }
}
