package io.aro.db.testkit.builder;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.Lease;
import io.aro.db.idempotency.StoredKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A builder of idempotency keys, each brought to its state by the calls of the service. */
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

    /** Returns the key, which is another one each time unless it was given. */
    public IdempotencyKey build() {
        return key == null ? IdempotencyKey.of("calendly", Sequence.id("evt")) : key;
    }

    @Override
    public StoredKey insert(AroDatabase db) {
        IdempotencyKey wanted = build();
        handling.handle(db.idempotency(), wanted, request);
        return db.idempotency().keys().get(wanted);
    }

    /** Returns the row of the key. */
    public IdempotencyKeyBuilder key(IdempotencyKey other) {
        return new IdempotencyKeyBuilder(other, request, handling);
    }

    /** Returns the key of a request with the body, which is JSON. */
    public IdempotencyKeyBuilder request(String body) {
        return new IdempotencyKeyBuilder(key, body, handling);
    }

    /** Returns the key of a request that was answered with "done". */
    public IdempotencyKeyBuilder completed() {
        return handled(IdempotencyKeyBuilder::complete);
    }

    /** Returns the key of a request that somebody is at work on, or was when they died. */
    public IdempotencyKeyBuilder inProgress() {
        return handled((service, wanted, body) -> service.checkAndLock(wanted, REMEMBERED));
    }

    /** Returns the key of a request that has failed and may be tried again after a rest. */
    public IdempotencyKeyBuilder released() {
        return handled((service, wanted, body) -> fail(service, wanted, body, FailureAction.retry()));
    }

    /** Returns the key of a request of which nobody knows what has become. */
    public IdempotencyKeyBuilder parked() {
        return handled((service, wanted, body) -> fail(service, wanted, body, FailureAction.park()));
    }

    /** Returns the key of a request that was given up, and has become a dead letter. */
    public IdempotencyKeyBuilder exhausted() {
        return handled((service, wanted, body) -> fail(service, wanted, body, FailureAction.giveUp()));
    }

    /** Returns the key of an answered request with a recorded step. */
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
            // The verdict is written by now, which is what it was thrown for.
        }
    }

    private IdempotencyKeyBuilder handled(Handling other) {
        return new IdempotencyKeyBuilder(key, request, other);
    }

    /** Brings a request to its state. */
    @FunctionalInterface
    private interface Handling {

        void handle(IdempotencyService service, IdempotencyKey key, String request);
    }

    /** Thrown by a handler that is to fail. */
    private static final class OnPurpose extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
