package io.aro.db.plan;

import static io.aro.db.plan.Call.finds;
import static io.aro.db.plan.Call.walks;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.Lease;
import io.aro.db.idempotency.StoredKeyRepository;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The calls of the idempotency service and of the repository of its keys. */
final class KeyCalls {

    private static final String SERVICE = IdempotencyService.class.getSimpleName();
    private static final String KEYS = StoredKeyRepository.class.getSimpleName();
    private static final String EXECUTE = SERVICE + ".execute(IdempotencyKey, Object, Class, TransactionFunction)";
    private static final String LEASED = SERVICE + ".executeLeased(IdempotencyKey, Object, Class, LeasedHandler)";
    private static final String JUDGED =
            SERVICE + ".executeLeased(IdempotencyKey, Object, Class, LeasedHandler, Function)";
    private static final String BY_KEY = "(pk|sqlite_autoindex)_idempotency_keys\\w*";
    private static final String BY_STEP = "(pk|sqlite_autoindex)_idempotency_steps\\w*";
    private static final String OPEN = "idx_idempotency_open";

    private KeyCalls() {}

    static Stream<Call> all() {
        return Stream.of(atomic(), leased(), simple(), operators()).flatMap(List::stream);
    }

    private static List<Call> atomic() {
        return List.of(
                finds(EXECUTE, BY_KEY, db -> execute(db, "new")),
                finds(EXECUTE, BY_KEY, db -> execute(db, "new")),
                finds(EXECUTE, BY_STEP, db -> execute(db, "evt-7")),
                // The statistics are older than the keys of this source.
                finds(
                        EXECUTE,
                        BY_KEY,
                        db -> db.idempotency()
                                .execute(IdempotencyKey.of("newcomer", "evt-1"), "{}", String.class, tx -> "done")),
                finds(
                        SERVICE + ".handleWebhook(String, String, Object, Class, TransactionFunction)",
                        BY_KEY,
                        db -> db.idempotency().handleWebhook("calendly", "hook", "{}", String.class, tx -> "done")));
    }

    private static void execute(AroDatabase db, String name) {
        db.idempotency().execute(key(name), "{}", String.class, tx -> "done");
    }

    private static List<Call> leased() {
        return List.of(
                finds(LEASED, BY_KEY, leased("lease", KeyCalls::work)),
                // The key is released, so its steps are read.
                finds(LEASED, BY_STEP, leased("evt-100", KeyCalls::work)),
                finds(JUDGED, BY_KEY, failing("retried", FailureAction.retry())),
                finds(JUDGED, BY_KEY, failing("parked", FailureAction.park())),
                finds(JUDGED, BY_KEY, failing("given up", FailureAction.giveUp())));
    }

    private static Consumer<AroDatabase> leased(String name, Consumer<Lease> work) {
        return db -> db.idempotency().executeLeased(key(name), "{}", String.class, lease -> {
            work.accept(lease);
            return "done";
        });
    }

    private static void work(Lease lease) {
        lease.step("call", String.class, () -> "called");
        lease.transactionalStep("book", String.class, tx -> "booked");
        lease.<String, RuntimeException>inTransaction(tx -> "done");
    }

    private static Consumer<AroDatabase> failing(String name, FailureAction<String> verdict) {
        return db -> {
            try {
                db.idempotency()
                        .<String, IllegalStateException>executeLeased(
                                key(name),
                                "{}",
                                String.class,
                                lease -> {
                                    throw new IllegalStateException("as it should");
                                },
                                failure -> verdict);
            } catch (IllegalStateException e) {
                // The statements after a failure are the subject of the test.
            }
        };
    }

    private static List<Call> simple() {
        return List.of(
                finds(
                        SERVICE + ".checkAndLock(IdempotencyKey, Duration)",
                        BY_KEY,
                        db -> lockAndStore(db.idempotency(), "locked")),
                finds(
                        SERVICE + ".storeResponse(IdempotencyKey, Object)",
                        BY_KEY,
                        db -> lockAndStore(db.idempotency(), "stored")),
                finds(
                        SERVICE + ".getResponse(IdempotencyKey, Class)",
                        BY_KEY,
                        db -> db.idempotency().getResponse(key("evt-1"), Object.class)));
    }

    private static void lockAndStore(IdempotencyService service, String name) {
        service.checkAndLock(key(name), Duration.ofDays(1));
        service.storeResponse(key(name), "done");
    }

    private static List<Call> operators() {
        return List.of(
                finds(KEYS + ".find(IdempotencyKey)", BY_KEY, db -> keys(db).find(key("evt-1"))),
                finds(KEYS + ".get(IdempotencyKey)", BY_KEY, db -> keys(db).get(key("evt-1"))),
                finds(KEYS + ".getReleasable(IdempotencyKey)", BY_KEY, db -> keys(db).getReleasable(key("evt-600"))),
                walks(KEYS + ".findParked(int)", OPEN, db -> keys(db).findParked(10)),
                walks(KEYS + ".findExhausted(int)", OPEN, db -> keys(db).findExhausted(10)),
                // Active leases are few; a planner may prefer to sort them.
                finds(KEYS + ".findStuck(int)", OPEN, db -> keys(db).findStuck(10)),
                finds(KEYS + ".release(IdempotencyKey)", BY_KEY, db -> keys(db).release(key("evt-200"))),
                finds(
                        SERVICE + ".reconcile(IdempotencyKey, Reconciliation)",
                        BY_STEP,
                        db -> db.idempotency().reconcile(key("evt-400"), parked -> FailureAction.answer("found out"))),
                finds(
                        KEYS + ".countExpired()",
                        "idx_idempotency_expires",
                        db -> db.idempotency().keys().countExpired()),
                finds(KEYS + ".cleanup()", "idx_idempotency_expires", db -> keys(db).cleanup()),
                finds(
                        SERVICE + ".cleanup()",
                        "idx_idempotency_response",
                        db -> db.idempotency().cleanup()));
    }

    private static StoredKeyRepository keys(AroDatabase db) {
        return db.idempotency().keys();
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.of("calendly", name);
    }
}
