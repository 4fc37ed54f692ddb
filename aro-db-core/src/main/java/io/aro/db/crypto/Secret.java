package io.aro.db.crypto;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A text hidden from {@code toString}, logs and JSON; immutable.
 *
 * <p>Only {@link #reveal} returns the text. Jackson writes {@code "***"}, and Java serialisation is not supported.
 */
public final class Secret {

    private static final String MASK = "***";

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Returns a text as a secret; Jackson reads JSON strings with this method. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** Returns a text as a secret; null for null. */
    public static @Nullable Secret ofNullable(@Nullable String text) {
        return text == null ? null : new Secret(text);
    }

    /** Returns the text in plain form; never log it. */
    public String reveal() {
        return text;
    }

    /** Compares in a time independent of the number of equal bytes, against timing attacks. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns three asterisks. */
    @Override
    @JsonValue
    public String toString() {
        return MASK;
    }

    private byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
