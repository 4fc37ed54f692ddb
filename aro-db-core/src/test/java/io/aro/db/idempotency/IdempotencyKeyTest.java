package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.refusal.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @Test
    void belongsToTheEmptyScopeUnlessToldOtherwise() {
        IdempotencyKey key = IdempotencyKey.of("calendly", "evt_1");

        assertThat(key).isEqualTo(new IdempotencyKey("", "calendly", "evt_1"));
        assertThat(key.inScope("clinic-7")).isEqualTo(new IdempotencyKey("clinic-7", "calendly", "evt_1"));
    }

    @Test
    void takesPartsOfTheGreatestLength() {
        IdempotencyKey key = new IdempotencyKey("s".repeat(50), "p".repeat(50), "k".repeat(255));

        assertThat(key.key()).hasSize(255);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a\0b", "\uD834"})
    void refusesBadKeyAndSource(String part) {
        assertThatThrownBy(() -> IdempotencyKey.of("calendly", part))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("The value of idempotency key must be ");
        assertThatThrownBy(() -> IdempotencyKey.of(part, "evt_1"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("The value of idempotency source must be ");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {" ", "a\0b", "\uD834", "sssssssssssssssssssssssssssssssssssssssssssssssssss"})
    void refusesBadScope(String scope) {
        assertThatThrownBy(() -> IdempotencyKey.of("calendly", "evt_1").inScope(scope))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("The value of idempotency scope must be ");
    }

    @Test
    void refusesOverlongParts() {
        assertThatThrownBy(() -> IdempotencyKey.of("calendly", "k".repeat(256)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of idempotency key must be at most 255 characters long.");
        assertThatThrownBy(() -> IdempotencyKey.of("p".repeat(51), "evt_1"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of idempotency source must be at most 50 characters long.");
    }

    @Test
    void keepsKeysApartWhosePartsJoinToTheSameText() {
        IdempotencyKey[] lookAlikes = {
            new IdempotencyKey("", "ab", "c"),
            new IdempotencyKey("a", "b", "c"),
            new IdempotencyKey("", "a", "bc"),
            new IdempotencyKey("1", ":a", "bc"),
            new IdempotencyKey("", "1", ":abc")
        };

        assertThat(lookAlikes).extracting(KeyStore::lockName).doesNotHaveDuplicates();
    }

    @Test
    void showsItselfOnOneLineWhateverItsSenderWrote() {
        IdempotencyKey key = IdempotencyKey.of("calendly", "evt\n2026-03-01 INFO all is well\u2028\u001b[31m");

        assertThat(key)
                .hasToString("IdempotencyKey[scope=, source=calendly, key=evt 2026-03-01 INFO all is well  [31m]");
        assertThat(key.key()).startsWith("evt\n");
    }
}
