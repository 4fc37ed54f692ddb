package io.aro.db.refusal;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;

/** Says that a value was refused before it reached the database; the field is named, the value never is. */
public final class InvalidValueException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String rule;

    /**
     * Creates the exception.
     *
     * @param rule what the field must be, as the end of a sentence that begins with the field: {@code "must be …"}
     */
    public InvalidValueException(String field, String rule) {
        super(String.format(Locale.ROOT, "The value of %s %s.", field, rule), null);
        this.field = field;
        this.rule = rule;
    }

    public String field() {
        return field;
    }

    /** Returns what the field must be, in words: {@code "must be …"}. */
    public String rule() {
        return rule;
    }
}
