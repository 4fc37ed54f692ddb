package io.aro.db.migration.internal.session;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The search path of schemas, as written in a URL. */
final class SearchPath {

    private static final Pattern FIRST =
            Pattern.compile("^\\s*(?:\"((?:[^\"]|\"\")+)\"|([^\",\\s]+))\\s*(?:,.*)?$", Pattern.DOTALL);

    /** The schema named like the role, which need not exist. */
    private static final String OF_USER = "$user";

    private SearchPath() {}

    /** Returns the first schema; empty for the schema of the user and for an unreadable path. */
    static Optional<String> first(String path) {
        Matcher matcher = FIRST.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String quoted = matcher.group(1);
        String name = quoted == null ? matcher.group(2).toLowerCase(Locale.ROOT) : quoted.replace("\"\"", "\"");
        return name.equals(OF_USER) ? Optional.empty() : Optional.of(name);
    }

    /** Returns the search path with the schema alone. */
    static String of(String schema) {
        return String.format(Locale.ROOT, "\"%s\"", schema.replace("\"", "\"\""));
    }
}
