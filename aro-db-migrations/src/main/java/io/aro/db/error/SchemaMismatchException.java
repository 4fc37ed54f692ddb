package io.aro.db.error;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Thrown when the schema of the database does not fit this version of the library, or a statement. */
public final class SchemaMismatchException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    public SchemaMismatchException(String message) {
        this(message, null);
    }

    public SchemaMismatchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the refusal of a name that no table has, which names the one that may be meant. */
    public static SchemaMismatchException noTable(String name, Collection<String> tables) {
        return new SchemaMismatchException(NearestName.to(name, tables)
                .map(nearest -> misspelt(name, nearest))
                .orElseGet(() -> String.format(
                        Locale.ROOT, "There is no table %s; the tables are %s.", name, String.join(", ", tables))));
    }

    static String misspelt(String name, String nearest) {
        return String.format(Locale.ROOT, "There is no table %s; did you mean %s?", name, nearest);
    }
}
