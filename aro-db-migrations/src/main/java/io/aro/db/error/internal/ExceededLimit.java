package io.aro.db.error.internal;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.StatementFailedException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteException;

/** An engine limit exceeded by a statement or by a value in it. */
final class ExceededLimit {

    /** SQLite names the limit in the parentheses after its code. The text quotes no values. */
    private static final Pattern SQLITE = Pattern.compile("^\\[\\w+] [^(]*\\((.+)\\)$");

    private ExceededLimit() {}

    /** Returns the exception. Its message names the limit on SQLite; on PostgreSQL the cause does. */
    static AroDatabaseException refusal(VendorFault fault) {
        Matcher said = SQLITE.matcher(fault.vendor() instanceof SQLiteException ? fault.words() : "");
        return new StatementFailedException(
                fault.code(),
                String.format(
                        Locale.ROOT,
                        "The statement, or a value in it, exceeds a limit of the database%s; write a shorter statement, or pass many values as one list of a single column.",
                        said.find() ? " (" + said.group(1) + ")" : ""),
                fault.cause());
    }
}
