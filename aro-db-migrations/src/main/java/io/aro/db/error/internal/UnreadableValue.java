package io.aro.db.error.internal;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.StatementFailedException;
import io.aro.db.error.UnreadableValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stored value that has no form in Java, such as the time {@code infinity}. */
final class UnreadableValue {

    /** jOOQ names the column in quotes; an expression is left out, since it may hold values. */
    private static final Pattern COLUMN = Pattern.compile("reading field: ([\"`]\\w+[\"`](?:\\.[\"`]\\w+[\"`])*), at");

    private UnreadableValue() {}

    /** Returns the refusal, which names the column where jOOQ does. */
    static AroDatabaseException refusal(VendorFault fault) {
        Matcher column = COLUMN.matcher(fault.words());
        return column.find()
                ? new UnreadableValueException(
                        column.group(1).replaceAll("[\"`]", ""), "readable as its Java type", fault.cause())
                : new StatementFailedException(
                        fault.code(),
                        "A value cannot be read as the Java type that was asked for; read it as another type, or correct it in the database.",
                        fault.cause());
    }
}
