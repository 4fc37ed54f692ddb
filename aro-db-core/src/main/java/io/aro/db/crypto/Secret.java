package io.aro.db.crypto;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A text that neither {@code toString} nor a log nor JSON shows; immutable.
 *
 * <p>Only {@link #reveal} gives it away. It cannot be serialised by Java, and is written as {@code "***"} by Jackson.
 */
public final class Secret {

    private static final String MASK = "***";

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Returns the text as a secret. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** Returns the text as a secret, or null for none. */
    public static @Nullable Secret ofNullable(@Nullable String text) {
        return text == null ? null : new Secret(text);
    }

    /** Returns the text, for the call that needs it. */
    public String reveal() {
        return text;
    }

    /** Compares in a time that does not tell how much of the text is equal. */
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
