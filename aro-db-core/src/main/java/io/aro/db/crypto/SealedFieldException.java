package io.aro.db.crypto;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says that a sealed value could not be opened, or that one would have been stored unsealed; it never holds a text. */
public final class SealedFieldException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    public SealedFieldException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the refusal of a value that is not what was sealed for its address, or by another key. */
    public static SealedFieldException unopenable(FieldAddress address) {
        return new SealedFieldException(
                String.format(
                        Locale.ROOT,
                        "The sealed value of %s cannot be opened: it was altered, moved or sealed by another key; use the right keyset, or set the value anew.",
                        address),
                null);
    }
}
