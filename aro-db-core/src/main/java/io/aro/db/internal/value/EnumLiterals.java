package io.aro.db.internal.value;

import io.aro.db.refusal.InvalidValueException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The way back from a literal in the database to the constant of an enum. */
public final class EnumLiterals {

    private EnumLiterals() {}

    /**
     * Returns the constant with the literal.
     *
     * @throws InvalidValueException if there is none; the message lists the literals
     */
    public static <E extends Enum<E>> E parse(
            E[] constants, Function<E, String> literalOf, String field, @Nullable String literal) {
        for (E constant : constants) {
            if (literalOf.apply(constant).equals(literal)) {
                return constant;
            }
        }
        String literals = Arrays.stream(constants).map(literalOf).collect(Collectors.joining(", "));
        throw new InvalidValueException(field, "must be one of " + literals);
    }
}
