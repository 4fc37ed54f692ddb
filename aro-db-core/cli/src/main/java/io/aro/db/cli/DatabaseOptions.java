package io.aro.db.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The options of every command for the database's URL, user and schema. */
final class DatabaseOptions {

    private static final String PASSWORD_VARIABLE = "ARO_DB_PASSWORD";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** A password in a lower-case URL: as a driver parameter, or in the user information before the host. */
    private static final Pattern SECRET = Pattern.compile("[?&]\\w*password=|//[^/?]*:[^/?]*@");

    /** A file path: text without characters of a URL. */
    private static final Pattern PATH = Pattern.compile("[^:?@=]+");

    private static final String URL = "--url";

    @Option(
            names = URL,
            required = true,
            paramLabel = "URL",
            description = {
                "JDBC URL of the database, without a password,",
                "such as jdbc:sqlite:aro.db or",
                "jdbc:postgresql://localhost:5432/aro."
            })
    private String url = "";

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = {"PostgreSQL user. The password comes from", PASSWORD_VARIABLE + " or from a terminal prompt."
            })
    private @Nullable String user;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = {
                "PostgreSQL schema of the tables, in its exact letters;",
                "by default the first of the search path."
            })
    private @Nullable String schema;

    /**
     * Returns a hint for a database named without {@code --url}.
     *
     * @param missing the missing arguments
     * @param name the stray argument, a URL or a path
     * @return empty if {@code --url} is not missing or the name holds a password
     */
    static Optional<String> meantAsUrl(List<ArgSpec> missing, String name) {
        boolean lacksUrl = missing.stream()
                .anyMatch(at ->
                        at instanceof OptionSpec option && option.longestName().equals(URL));
        if (!lacksUrl || holdsSecret(name)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT, "Name the database by %s %s%s", URL, name.startsWith("jdbc:") ? "" : SQLITE, name));
    }

    /**
     * Returns the database's address; may prompt for a password.
     *
     * @throws UsageException if the URL is of no supported engine or holds a password, or SQLite is given a user or a schema
     */
    DatabaseAddress address(CommandEnvironment environment) {
        if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRESQL)) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "The --url must begin with %s or %s%s.",
                    SQLITE,
                    POSTGRESQL,
                    PATH.matcher(url).matches() ? String.format(Locale.ROOT, ", as in %s%s", SQLITE, url) : ""));
        }
        if (holdsSecret(url)) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "The --url must not hold a password: every user of the machine can read it; set %s instead.",
                    PASSWORD_VARIABLE));
        }
        if (url.startsWith(POSTGRESQL)) {
            return new DatabaseAddress(url, user, password(environment).orElse(null), schema);
        }
        if (user != null) {
            throw new UsageException("SQLite has no users; leave out --user.");
        }
        if (schema != null) {
            throw new UsageException("SQLite has no schemas; leave out --schema.");
        }
        return new DatabaseAddress(url, null, null, null);
    }

    private static boolean holdsSecret(String url) {
        return SECRET.matcher(url.toLowerCase(Locale.ROOT)).find();
    }

    /** Returns the password of the environment; without it, prompts for the password of a named user. */
    private Optional<String> password(CommandEnvironment environment) {
        Optional<String> variable = environment.variable(PASSWORD_VARIABLE);
        return variable.isPresent() || user == null
                ? variable
                : environment.ask(String.format(Locale.ROOT, "Password for %s: ", user));
    }
}
