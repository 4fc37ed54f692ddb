package io.aro.db.error.internal;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.StatementFailedException;
import io.aro.db.error.UnreadableValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stored value without a Java form, such as the time {@code infinity}. */
final class UnreadableValue {

    /** jOOQ puts the column name in quotes. An expression does not match, as it may hold values. */
    private static final Pattern COLUMN = Pattern.compile("reading field: ([\"`]\\w+[\"`](?:\\.[\"`]\\w+[\"`])*), at");

    private UnreadableValue() {}

    /** Returns the exception. It names the column if jOOQ does. */
    static AroDatabaseException refusal(VendorFault fault) {
        Matcher column = COLUMN.matcher(fault.words());
        return column.find()
                ? new UnreadableValueException(
                        column.group(1).replaceAll("[\"`]", ""), "readable as its Java type", fault.cause())
                : new StatementFailedException(
                        fault.code(),
                        "A value cannot be read as the requested Java type; read it as another type, or correct it in the database.",
                        fault.cause());
    }
}
