package io.aro.db.crypto;

/**
 * A cipher of single fields; {@link TinkCipher} implements it.
 *
 * <p>An implementation must be safe for several threads, must authenticate the address as associated data, must give equal
 * texts different sealed values, and must never put a text into an exception. A sealed value is text without white space
 * or control characters.
 */
public interface FieldCipher {

    /** Returns the text, sealed for the address with the current key. */
    String seal(String text, FieldAddress address);

    /**
     * Returns the text of a sealed value.
     *
     * @throws SealedFieldException if the key is not there, or the value was not sealed like this for the address
     */
    String open(String sealed, FieldAddress address);

    /**
     * Returns the choice to store secrets unsealed.
     *
     * <p>It neither seals nor opens. Over a {@code DSLContext} it is put where a cipher is.
     */
    static FieldCipher plaintext() {
        return Plaintext.INSTANCE;
    }

    /** Tells whether a value was sealed with the current key, so that it need not be resealed. */
    boolean isCurrent(String sealed);
}
