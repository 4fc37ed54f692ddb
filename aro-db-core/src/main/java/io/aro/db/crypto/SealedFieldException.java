package io.aro.db.crypto;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Thrown when a secret cannot be sealed or opened, or is plain despite a cipher; never quotes the secret. */
public final class SealedFieldException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message and the cause must not quote a secret. */
    public SealedFieldException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the exception for an altered or moved value, or a value of an unknown key. */
    public static SealedFieldException unopenable(FieldAddress address) {
        return new SealedFieldException(
                String.format(
                        Locale.ROOT,
                        "The sealed value of %s cannot be opened: it was altered, moved or sealed by another key; use the right keyset, or set a new value.",
                        address),
                null);
    }
}
