package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.service;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Meanwhile;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Redeliveries beside a running erasure of their key. */
@Timeout(120)
class ErasureBesideDeliveryTest {

    private static final String PHONE = "+15551234567";
    private static final Actor DESK = Actor.user("desk");
    private static final IdempotencyKey KEY = IdempotencyKey.of("calendly", "deposit:" + PHONE);
    private static final String WAITING =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    private final TestDatabase database;
    private final AroDatabase db;
    private final Meanwhile meanwhile = new Meanwhile();
    private final AroDatabase eraser;
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private Customer ada;

    ErasureBesideDeliveryTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
        this.eraser = database.open(meanwhile);
    }

    @BeforeEach
    void deliverOnce() {
        ada = db.customers().create(NewCustomer.withPhone(PHONE));
        execute(db, KEY, "done");
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        eraser.close();
    }

    @BothEngines
    void aRedeliveryThatComesBeforeTheErasureCommitsIsAnsweredFromTheFirst() throws Exception {
        assertThat(eraseBeside(() -> execute(db, KEY, "again"))).isEqualTo(new Replayed<>("done"));
        assertThat(Rows.query(database, "SELECT key FROM idempotency_keys")).hasSize(1);
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void aClaimThatWaitsForTheErasureFindsTheKeyUnderItsNewName() throws Exception {
        AroDatabase another = database.open();

        assertThat(eraseBeside(() -> execute(another, KEY, "again"))).isEqualTo(new Replayed<>("done"));
        another.close();
        assertThat(Rows.query(database, "SELECT key FROM idempotency_keys")).hasSize(1);
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void aLeasedClaimThatWaitsForTheErasureFindsTheKeyUnderItsNewName() throws Exception {
        AroDatabase another = database.open();

        assertThat(eraseBeside(() -> lease(another, KEY, "again"))).isEqualTo(new Replayed<>("done"));
        another.close();
        assertThat(Rows.query(database, "SELECT key FROM idempotency_keys")).hasSize(1);
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void aHandlerDoesNotCommitBesideARowThatWasRenamedSinceItsClaim() throws SQLException {
        IdempotencyKey late = IdempotencyKey.of("calendly", "late:" + PHONE);

        Outcome<String> outcome = service(db).execute(late, Deliveries.BODY, String.class, tx -> {
            Customer bob = tx.customers().create(NewCustomer.withPhone("+15559876543"));
            renameBehind(late);
            return tx.appointments().create(Given.visit(bob.id())).id().toString();
        });

        assertThat(outcome).isEqualTo(new Replayed<>("first"));
        assertThat(Rows.query(database, "SELECT id FROM appointments")).isEmpty();
    }

    /** Inserts the row of an erasure of a delivery invisible to the claim. */
    private void renameBehind(IdempotencyKey key) {
        IdempotencyKey first = key.inScope("aside");
        execute(eraser, first, "first");
        eraser.session()
                .<Integer>write(dsl -> dsl.update(IDEMPOTENCY_KEYS)
                        .set(IDEMPOTENCY_KEYS.SCOPE, "")
                        .set(IDEMPOTENCY_KEYS.KEY, KeyStore.erased(dsl, key))
                        .where(IDEMPOTENCY_KEYS.SCOPE.eq("aside"))
                        .execute());
    }

    /** Erases and delivers before the commit of the erasure. With row locks the delivery waits. */
    private <T> T eraseBeside(Callable<T> delivery) throws Exception {
        CompletableFuture<Future<T>> begun = new CompletableFuture<>();
        meanwhile.beforeStatement("insert into erasures", () -> {
            Future<T> result = threads.submit(delivery);
            begun.complete(result);
            while (database.engine().isPostgres() && !isWaiting() && !result.isDone()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        });
        eraser.privacy().erase(ada.id(), DESK);
        return begun.join().get(60, TimeUnit.SECONDS);
    }

    private boolean isWaiting() {
        try {
            return !Rows.query(database, WAITING).equals(List.of("0"));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
