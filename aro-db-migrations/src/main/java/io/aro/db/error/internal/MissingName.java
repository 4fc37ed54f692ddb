package io.aro.db.error.internal;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.SchemaMismatchException;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a missing table, as quoted by the engines. */
public final class MissingName {

    private static final Pattern SQLITE = Pattern.compile("\\(no such table: (?:\\w+\\.)?(\\w+)");

    /** PostgreSQL puts the name between the quotation marks of its message language. */
    private static final Pattern POSTGRES = Pattern.compile("[\"«„“]\\s?(?:\\w+\\.)?(\\w+)");

    /** The SQLSTATE of a missing table; a missing column has a different state. */
    private static final String NO_TABLE = "42P01";

    private static final String OUTDATED =
            "The schema lacks an object used by the statement; run the aro-db migrate command.";

    private MissingName() {}

    /**
     * Returns the exception. A name close to a table of aro-db counts as misspelt, any other as part of a
     * newer schema.
     */
    static AroDatabaseException refusal(VendorFault fault) {
        Matcher table = (fault.code().equals(NO_TABLE) ? POSTGRES : SQLITE).matcher(fault.words());
        String sentence = table.find()
                ? NearestName.to(table.group(1), ViolatedConstraint.TABLES)
                        .map(nearest -> misspelt(table.group(1), nearest))
                        .orElse(OUTDATED)
                : OUTDATED;
        return new SchemaMismatchException(sentence, fault.cause());
    }

    /** Returns the exception for a name outside the given tables. The message suggests the nearest table. */
    public static SchemaMismatchException noTable(String name, Collection<String> tables) {
        return new SchemaMismatchException(NearestName.to(name, tables)
                .map(nearest -> misspelt(name, nearest))
                .orElseGet(() -> String.format(
                        Locale.ROOT, "There is no table %s; the tables are %s.", name, String.join(", ", tables))));
    }

    private static String misspelt(String name, String nearest) {
        return String.format(Locale.ROOT, "There is no table %s; did you mean %s?", name, nearest);
    }
}
