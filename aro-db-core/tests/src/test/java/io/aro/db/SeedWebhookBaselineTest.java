package io.aro.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.aro.db.error.TransactionMisuseException;
import io.aro.db.fixture.DoomedDesk;
import io.aro.db.fixture.DoomedDesk.Work;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.Ledger;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Webhook;
import io.aro.db.fixture.Webhook.Receipt;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The faults of the specification's own code with webhooks; see {@link SeedBaselineTest}. */
@BothEngines
@Timeout(120)
class SeedWebhookBaselineTest {

    private static final int ROUNDS = Effort.of(8, 50);
    private static final int KEYS = Effort.of(20, 100);

    private final AroDatabase db;
    private final TestDatabase database;
    private final TestClock clock;

    SeedWebhookBaselineTest(AroDatabase db, TestDatabase database, TestClock clock) {
        this.db = db;
        this.database = database;
        this.clock = clock;
    }

    @Test
    @DisplayName("d: a webhook killed half-way leaves no row, and runs once in five redeliveries")
    void runsAgainAfterAKill(@TempDir Path folder) throws Exception {
        DoomedDesk.killAt("after insert customers", database, new Ledger(folder.resolve("ledger")), Work.BOOK, 1);
        assertThat(Rows.count(database, "customers")).isZero();
        assertThat(Rows.count(database, "idempotency_keys")).isZero();

        List<Outcome<Receipt>> answers = new ArrayList<>();
        while (answers.size() < 5) {
            Outcome<Receipt> answer = Webhook.deliver(db, 1);
            // A server needs a moment to notice the lost client, and tells the sender to retry.
            if (!(answer instanceof InProgress)) {
                answers.add(answer);
            }
        }

        assertThat(answers.getFirst()).isInstanceOf(Executed.class);
        assertThat(answers.subList(1, 5)).hasOnlyElementsOfType(Replayed.class);
        assertThat(Rows.count(database, "appointments")).isEqualTo(1);
    }

    @Test
    @DisplayName("e: an expired key is claimed again without a cleanup")
    void takesExpiredKeysAnew() {
        for (int i = 0; i < KEYS; i++) {
            Webhook.deliver(db, i);
        }
        clock.advance(Webhook.POLICY.retention());

        for (int i = 0; i < KEYS; i++) {
            assertThat(Webhook.deliver(db, i)).isInstanceOf(Executed.class);
        }
    }

    @Test
    @DisplayName("f: a duplicate delivered inside an open transaction is refused and leaves the transaction usable")
    void refusesADeliveryInsideATransaction() throws Exception {
        Webhook.deliver(db, 0);
        for (int i = 1; i <= ROUNDS; i++) {
            int number = i;
            db.useTransaction(tx -> {
                assertThatExceptionOfType(TransactionMisuseException.class).isThrownBy(() -> Webhook.deliver(db, 0));
                Webhook.customer(tx, number);
            });
        }

        assertThat(Rows.count(database, "customers")).isEqualTo(1 + ROUNDS);
    }

    @Test
    @DisplayName("g: of 16 deliveries beside the first, none reports completion before the commit")
    void tellsNobodyThatItIsDoneBeforeItIs() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int round = 1; round <= ROUNDS; round++) {
                Open open = new Open(threads, round, false);
                List<Future<Outcome<String>>> duplicates = open.duplicates(15);

                assertThat(answers(duplicates)).hasSize(15).hasOnlyElementsOfType(InProgress.class);
                open.mayEnd.countDown();

                assertThat(open.first.get(30, TimeUnit.SECONDS)).isEqualTo(new Executed<>("first"));
                assertThat(Rows.count(database, "appointments")).isEqualTo(round);
            }
        }
    }

    @Test
    @DisplayName("g2: after a failure of the first, no delivery has reported completion and another does the work")
    void doesTheWorkWhenTheFirstFails() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 1; round <= ROUNDS; round++) {
                Open open = new Open(threads, round, true);
                List<Future<Outcome<String>>> duplicates = open.duplicates(3);
                assertThat(answers(duplicates)).hasOnlyElementsOfType(InProgress.class);
                open.mayEnd.countDown();

                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> open.first.get(30, TimeUnit.SECONDS))
                        .withCauseInstanceOf(IllegalStateException.class);
                Outcome<String> next = open.deliver("next");
                assertThat(next).isInstanceOfAny(Executed.class, Replayed.class);
                List<Outcome<String>> all = new ArrayList<>(answers(duplicates));
                all.add(next);
                assertThat(all).filteredOn(Executed.class::isInstance).hasSize(1);
                assertThat(Rows.count(database, "appointments")).isEqualTo(round);
            }
        }
    }

    @Test
    @DisplayName("h: a different payload under the same key is a mismatch, and a replay returns the response itself")
    void noticesAnotherPayload() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Outcome<Receipt> first = Webhook.deliver(db, i);

            assertThat(db.idempotency().execute(Webhook.key(i), Webhook.body(-1), Receipt.class, tx -> {
                        throw new AssertionError("not reached");
                    }))
                    .isInstanceOf(Mismatch.class);
            assertThat(Webhook.deliver(db, i)).isEqualTo(new Replayed<>(responseOf(first)));
        }
    }

    private static Receipt responseOf(Outcome<Receipt> outcome) {
        return outcome instanceof Executed<Receipt>(Receipt response) ? response : fail("not executed: %s", outcome);
    }

    private static List<Outcome<String>> answers(List<Future<Outcome<String>>> deliveries) throws Exception {
        List<Outcome<String>> answers = new ArrayList<>();
        for (Future<Outcome<String>> delivery : deliveries) {
            answers.add(delivery.get(30, TimeUnit.SECONDS));
        }
        return answers;
    }

    /** A delivery with a handler waiting after the last write. */
    private final class Open {

        private final ExecutorService threads;
        private final int number;
        private final CountDownLatch inside = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private final Future<Outcome<String>> first;

        Open(ExecutorService threads, int number, boolean fails) throws InterruptedException {
            this.threads = threads;
            this.number = number;
            this.first = threads.submit(() -> db.idempotency()
                    .<String, InterruptedException>execute(Webhook.key(number), "{}", String.class, tx -> {
                        Webhook.visit(tx, Webhook.customer(tx, number), number);
                        inside.countDown();
                        mayEnd.await();
                        if (fails) {
                            throw new IllegalStateException("the first fails");
                        }
                        return "first";
                    }));
            inside.await();
        }

        List<Future<Outcome<String>>> duplicates(int count) {
            List<Future<Outcome<String>>> duplicates = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                duplicates.add(threads.submit(() -> deliver("duplicate")));
            }
            return duplicates;
        }

        Outcome<String> deliver(String response) {
            return db.idempotency().execute(Webhook.key(number), "{}", String.class, tx -> {
                Webhook.visit(tx, Webhook.customer(tx, number), number);
                return response;
            });
        }
    }
}
