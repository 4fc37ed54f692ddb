package io.aro.db.internal.value;

import io.aro.db.error.InvalidValueException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Is a constant that the database holds as a word of its own. */
public interface Literal {

    /** Returns the word that the database holds. */
    String literal();

    /**
     * Returns the constant of an enum that a word stands for.
     *
     * @throws InvalidValueException if there is none
     */
    static <E extends Enum<E> & Literal> E parse(Class<E> type, String field, String literal) {
        E[] constants = type.getEnumConstants();
        for (E constant : constants) {
            if (constant.literal().equals(literal)) {
                return constant;
            }
        }
        String words = Arrays.stream(constants).map(Literal::literal).collect(Collectors.joining(", "));
        throw new InvalidValueException(field, "must be one of " + words);
    }
}
