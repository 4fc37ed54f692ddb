package io.aro.db.refusal;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;

/** Thrown when a value is rejected before it reaches the database; names the field and never quotes the value. */
public final class InvalidValueException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String rule;

    /**
     * Creates the exception.
     *
     * @param field the name of the field, such as {@code business name}
     * @param rule the rule as a predicate of the field, such as {@code must be positive}
     */
    public InvalidValueException(String field, String rule) {
        super(String.format(Locale.ROOT, "The value of %s %s.", field, rule), null);
        this.field = field;
        this.rule = rule;
    }

    /** Returns the name of the field. */
    public String field() {
        return field;
    }

    /** Returns the rule as a predicate, such as {@code must be positive}. */
    public String rule() {
        return rule;
    }
}
