package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.testkit.BothEngines;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Failure mode F10: no key is mistaken for a different key. */
@BothEngines
class KeyCollisionTest {

    /** Keys that join to the same text, with or without a colon. */
    private static final List<IdempotencyKey> JOINED_ALIKE = List.of(
            new IdempotencyKey("", "ab", "c"),
            new IdempotencyKey("", "a", "bc"),
            new IdempotencyKey("a", "b", "c"),
            new IdempotencyKey("ab", "c", "d"),
            new IdempotencyKey("a", "bc", "d"),
            new IdempotencyKey("a", "b", "cd"),
            new IdempotencyKey("", "a", "b:c"),
            new IdempotencyKey("", "a:b", "c"),
            new IdempotencyKey("a:b", "c", "d"),
            new IdempotencyKey("a", "b:c", "d"),
            new IdempotencyKey("1:a", "1", "1"),
            new IdempotencyKey("1", "1:a", "1"));

    private static final List<IdempotencyKey> SEEN_ALIKE = List.of(
            IdempotencyKey.of("x", "evt_A"),
            IdempotencyKey.of("x", "evt_a"),
            IdempotencyKey.of("x", "evt_a "),
            IdempotencyKey.of("x", "\u00e9vt"),
            IdempotencyKey.of("x", "e\u0301vt"),
            IdempotencyKey.of("x", "evt\u200B_a"),
            IdempotencyKey.of("X", "evt_a"),
            IdempotencyKey.of("x ", "evt_a"));

    private final AroDatabase db;

    KeyCollisionTest(AroDatabase db) {
        this.db = db;
    }

    @Test
    @DisplayName("F10: keys with equal joined parts are different keys in every call")
    void keepsKeysApartWhosePartsJoinAlike() {
        assertThat(JOINED_ALIKE.stream().map(KeyStore::lockName)).doesNotHaveDuplicates();
        assertThat(JOINED_ALIKE.stream().map(this::downstreamKey)).doesNotHaveDuplicates();

        keepsApart(
                JOINED_ALIKE.stream().map(key -> key.inScope("x" + key.scope())).toList());
    }

    @Test
    @DisplayName("F10: similar keys are different keys")
    void keepsKeysApartThatLookAlike() {
        keepsApart(SEEN_ALIKE);
    }

    @Test
    @DisplayName("F10: a response is never replayed to a different source or scope")
    void replaysNothingAcrossSourcesAndScopes() {
        IdempotencyKey key = IdempotencyKey.of("stripe", "1042").inScope("one");
        db.idempotency().execute(key, BODY, String.class, tx -> "private");

        for (IdempotencyKey other :
                List.of(key.inScope("two"), key.inScope(""), new IdempotencyKey("one", "square", "1042"))) {
            assertThat(db.idempotency().getResponse(other, String.class)).isEmpty();
            assertThat(db.idempotency().execute(other, BODY, String.class, tx -> "own"))
                    .isEqualTo(new Executed<>("own"));
        }
        assertThat(db.idempotency().getResponse(key, String.class)).isEqualTo(Optional.of("private"));
    }

    private void keepsApart(List<IdempotencyKey> keys) {
        for (IdempotencyKey key : keys) {
            assertThat(db.idempotency().execute(key, BODY, String.class, tx -> key.toString()))
                    .as("%s", key)
                    .isEqualTo(new Executed<>(key.toString()));
        }
        for (IdempotencyKey key : keys) {
            assertThat(db.idempotency().execute(key, BODY, String.class, tx -> "not reached"))
                    .isEqualTo(new Replayed<>(key.toString()));
        }
    }

    private String downstreamKey(IdempotencyKey key) {
        Outcome<String> outcome =
                db.idempotency().executeLeased(key, BODY, String.class, lease -> lease.downstreamKey("charge"));
        return ((Executed<String>) outcome).response();
    }
}
