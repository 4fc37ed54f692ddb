package io.aro.db.connection;

import io.aro.db.error.ConfigurationException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rules for the URL of a PostgreSQL database. */
final class PostgresUrl {

    static final String PREFIX = "jdbc:postgresql:";

    /** The driver knows no {@code user:password@host}; it would look for a host of that name and report it. */
    private static final Pattern USER_INFO = Pattern.compile("^jdbc:postgresql://[^/?]*@");

    private PostgresUrl() {}

    /** Refuses a URL of another engine, or with a password in it. */
    static void check(String url) {
        if (!url.startsWith(PREFIX)) {
            throw new ConfigurationException(
                    "The JDBC URL is not one of PostgreSQL; use jdbc:postgresql://<host>/<database>.");
        }
        if (url.toLowerCase(Locale.ROOT).contains("password=")
                || USER_INFO.matcher(url).find()) {
            throw new ConfigurationException(
                    "The JDBC URL holds a password; pass it on its own, so that it is not logged.");
        }
    }
}
