package io.aro.db.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name the database; every command has them. */
final class DatabaseOptions {

    private static final String PASSWORD_VARIABLE = "ARO_DB_PASSWORD";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** A parameter of the driver that is a password, or a password before the host. */
    private static final Pattern SECRET = Pattern.compile("[?&]\\w*password=|//[^/?]*:[^/?]*@");

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = {
                "JDBC URL of the database, such as",
                "jdbc:sqlite:aro.db or jdbc:postgresql://localhost:5432/aro.",
                "It must not hold a password."
            })
    private String url = "";

    @Option(
            names = "--user",
            paramLabel = "USER",
            description = {
                "PostgreSQL user to log in as. The password is taken from",
                "the variable " + PASSWORD_VARIABLE + ", or asked for on a terminal."
            })
    private @Nullable String user;

    /** Returns where the database is and who logs in, or refuses options that cannot be meant. */
    DatabaseAddress address(Surroundings surroundings) {
        if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRESQL)) {
            throw new UsageException("The --url must begin with %s or %s.".formatted(SQLITE, POSTGRESQL));
        }
        if (SECRET.matcher(url.toLowerCase(Locale.ROOT)).find()) {
            throw new UsageException(
                    "The --url must not hold a password, because every user of the machine can read it there; set %s instead."
                            .formatted(PASSWORD_VARIABLE));
        }
        if (url.startsWith(POSTGRESQL)) {
            return new DatabaseAddress(url, user, password(surroundings).orElse(null));
        }
        if (user != null) {
            throw new UsageException("SQLite has no users; leave out --user.");
        }
        return new DatabaseAddress(url, null, null);
    }

    private Optional<String> password(Surroundings surroundings) {
        Optional<String> variable = surroundings.variable(PASSWORD_VARIABLE);
        return variable.isPresent() || user == null ? variable : surroundings.ask("Password for %s: ".formatted(user));
    }
}
