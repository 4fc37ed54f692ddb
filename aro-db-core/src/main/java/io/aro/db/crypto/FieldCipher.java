package io.aro.db.crypto;

/**
 * A cipher for single fields, implemented by {@link TinkCipher}.
 *
 * <p>Implementations must be thread-safe and must authenticate the address as associated data. They must seal equal
 * texts to different values, and never quote a text in an exception. A sealed value is a text without white space and
 * control characters.
 */
public interface FieldCipher {

    /**
     * Seals a text for an address with the current key.
     *
     * @throws SealedFieldException if the text cannot be sealed
     */
    String seal(String text, FieldAddress address);

    /**
     * Opens a sealed value.
     *
     * @throws SealedFieldException if the keyset lacks the key, or the value was altered or sealed for another address
     */
    String open(String sealed, FieldAddress address);

    /**
     * Returns the explicit choice to store secrets in plain text.
     *
     * <p>Stands in for a cipher where a database is opened over a {@code DSLContext}. Sealing returns the text
     * unchanged; opening always throws.
     */
    static FieldCipher plaintext() {
        return Plaintext.INSTANCE;
    }

    /** Returns whether a value was sealed with the current key; a malformed value was not. */
    boolean isCurrent(String sealed);
}
