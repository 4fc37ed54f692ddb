package io.aro.db.testkit.builder;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.Lease;
import io.aro.db.idempotency.StoredKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A builder of idempotency keys, each brought to its state by calls of the service. */
public final class IdempotencyKeyBuilder implements RowBuilder<StoredKey> {

    private static final Duration REMEMBERED = Duration.ofHours(24);

    private final @Nullable IdempotencyKey key;
    private final String request;
    private final Handling handling;

    IdempotencyKeyBuilder() {
        this(null, "{}", IdempotencyKeyBuilder::complete);
    }

    private IdempotencyKeyBuilder(@Nullable IdempotencyKey key, String request, Handling handling) {
        this.key = key;
        this.request = request;
        this.handling = handling;
    }

    /** Returns the given key, or a fresh key on every call. */
    public IdempotencyKey build() {
        return key == null ? IdempotencyKey.of("calendly", Sequence.id("evt")) : key;
    }

    @Override
    public StoredKey insert(AroDatabase db) {
        IdempotencyKey wanted = build();
        handling.handle(db.idempotency(), wanted, request);
        return db.idempotency().keys().get(wanted);
    }

    /** Returns a builder with the key. */
    public IdempotencyKeyBuilder key(IdempotencyKey other) {
        return new IdempotencyKeyBuilder(other, request, handling);
    }

    /** Returns a builder with the request body, as JSON. */
    public IdempotencyKeyBuilder request(String body) {
        return new IdempotencyKeyBuilder(key, body, handling);
    }

    /** Returns a builder of completed keys with the response "done". */
    public IdempotencyKeyBuilder completed() {
        return handled(IdempotencyKeyBuilder::complete);
    }

    /** Returns a builder of keys in progress, locked without a running handler. */
    public IdempotencyKeyBuilder inProgress() {
        return handled((service, wanted, body) -> service.checkAndLock(wanted, REMEMBERED));
    }

    /** Returns a builder of keys released after a failure; they can be retried after a backoff. */
    public IdempotencyKeyBuilder released() {
        return handled((service, wanted, body) -> fail(service, wanted, body, FailureAction.retry()));
    }

    /** Returns a builder of parked keys, whose effect is unknown. */
    public IdempotencyKeyBuilder parked() {
        return handled((service, wanted, body) -> fail(service, wanted, body, FailureAction.park()));
    }

    /** Returns a builder of exhausted keys, each with a dead letter. */
    public IdempotencyKeyBuilder exhausted() {
        return handled((service, wanted, body) -> fail(service, wanted, body, FailureAction.giveUp()));
    }

    /** Returns a builder of completed keys with one recorded step. */
    public IdempotencyKeyBuilder withStep() {
        return handled((service, wanted, body) ->
                service.executeLeased(wanted, body, String.class, IdempotencyKeyBuilder::charge));
    }

    private static String charge(Lease lease) {
        return lease.step("charge", String.class, () -> "done");
    }

    private static void complete(IdempotencyService service, IdempotencyKey wanted, String body) {
        service.execute(wanted, body, String.class, tx -> "done");
    }

    private static void fail(
            IdempotencyService service, IdempotencyKey wanted, String body, FailureAction<String> verdict) {
        try {
            service.executeLeased(
                    wanted,
                    body,
                    String.class,
                    lease -> {
                        throw new OnPurpose();
                    },
                    failure -> verdict);
        } catch (OnPurpose expected) {
            // The failure action is stored by now.
        }
    }

    private IdempotencyKeyBuilder handled(Handling other) {
        return new IdempotencyKeyBuilder(key, request, other);
    }

    /** The steps that bring a request to its state. */
    @FunctionalInterface
    private interface Handling {

        void handle(IdempotencyService service, IdempotencyKey key, String request);
    }

    /** Thrown by a handler on purpose, to fail its request. */
    private static final class OnPurpose extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
