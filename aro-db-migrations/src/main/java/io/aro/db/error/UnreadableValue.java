package io.aro.db.error;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stored value that has no form in Java, such as the time {@code infinity}. */
final class UnreadableValue {

    /** jOOQ names the column in quotes; an expression is left out, since it may hold values. */
    private static final Pattern COLUMN = Pattern.compile("reading field: ([\"`]\\w+[\"`](?:\\.[\"`]\\w+[\"`])*), at");

    private UnreadableValue() {}

    /** Returns the refusal, which names the column where jOOQ does. */
    static AroDatabaseException refusal(Fault fault) {
        Matcher column = COLUMN.matcher(fault.words());
        String place = column.find() ? " of " + column.group(1).replaceAll("[\"`]", "") : "";
        return new StatementFailedException(
                fault.code(),
                "A value%s cannot be read as its Java type; correct it in the database, or read it as another type."
                        .formatted(place),
                fault.cause());
    }
}
