package io.aro.db.crypto;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Thrown when a sealed value cannot be opened, or would have been stored unsealed; it never holds a text. */
public final class SealedFieldException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message that holds no text of a secret. */
    public SealedFieldException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the exception for a value that was altered, moved or sealed by another key. */
    public static SealedFieldException unopenable(FieldAddress address) {
        return new SealedFieldException(
                String.format(
                        Locale.ROOT,
                        "The sealed value of %s cannot be opened: it was altered, moved or sealed by another key; use the right keyset, or set the value anew.",
                        address),
                null);
    }
}
