package io.aro.db.error.internal;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A start-up parameter of a connection, refused by a pooler. */
public final class RefusedStartUp {

    /** The words of PgBouncer, since version 1.20 also for a setting within {@code options}. */
    private static final Pattern WORDS =
            Pattern.compile("unsupported startup parameter(?<within> in options)?: (?<name>[\\w.]+)");

    private RefusedStartUp() {}

    /** Returns whether a pooler refused a parameter of the connection. */
    public static boolean isCauseOf(SQLException error) {
        return parameter(error).isPresent();
    }

    private static Optional<String> parameter(@Nullable SQLException error) {
        Matcher words = WORDS.matcher(error == null ? "" : String.valueOf(error.getMessage()));
        if (!words.find()) {
            return Optional.empty();
        }
        return Optional.of(words.group("within") == null ? words.group("name") : "options");
    }

    /** Returns the exception of a violated protocol; it names the parameter and the cure if a pooler refused one. */
    static AroDatabaseException refusal(VendorFault fault) {
        return parameter(fault.vendor())
                .<AroDatabaseException>map(name -> new ConfigurationException(sentence(name), fault.cause()))
                .orElseGet(() -> Meaning.LOST.of(fault));
    }

    private static String sentence(String name) {
        return String.format(
                Locale.ROOT,
                "The pooler refuses the start-up parameter %s; %s.",
                name,
                switch (name) {
                    case "search_path" ->
                        "remove currentSchema from the URL, and set the path by ALTER ROLE … SET search_path";
                    case "options" ->
                        "remove options from the URL, or withPooled(false) from the configuration, and set each by"
                                + " ALTER ROLE … SET";
                    default -> "remove it from the URL, or list it in ignore_startup_parameters of the pooler";
                });
    }
}
