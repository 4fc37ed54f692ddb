package io.aro.db.internal.json;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Validation of JSON pointers.
 *
 * <p>The syntax is <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>: {@code /items/0/id}, with {@code ~1}
 * for a slash in a name and {@code ~0} for a tilde.
 */
public final class JsonPointers {

    private static final Pattern POINTER = Pattern.compile("(?:/(?:[^~/]|~[01])*)*");

    private static final int LONGEST = 1000;

    private JsonPointers() {}

    /**
     * Returns the pointers, sorted and without duplicates.
     *
     * @throws InvalidValueException if the list is empty, or a pointer is invalid or longer than 1000 characters
     */
    public static List<String> checked(List<String> pointers) {
        if (pointers.isEmpty()) {
            throw new InvalidValueException("the JSON pointers", "must contain at least one pointer");
        }
        for (String pointer : pointers) {
            Values.optionalText("a JSON pointer", pointer, LONGEST);
            if (!POINTER.matcher(pointer).matches()) {
                throw new InvalidValueException(
                        "a JSON pointer",
                        "must be empty or begin with a slash, with ~0 for a tilde and ~1 for a slash");
            }
        }
        return pointers.stream().distinct().sorted().toList();
    }
}
