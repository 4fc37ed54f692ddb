package io.aro.db.connection;

import io.aro.db.error.ConfigurationException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks for the URL of a PostgreSQL database. */
final class PostgresUrl {

    static final String PREFIX = "jdbc:postgresql:";

    /**
     * Credentials before the host. The driver takes them for a part of the host name, and quotes them in its errors.
     */
    private static final Pattern USER_INFO = Pattern.compile("^jdbc:postgresql://[^/?]*@");

    private PostgresUrl() {}

    /**
     * Checks the prefix of the URL and the absence of a password.
     *
     * @throws ConfigurationException if the URL is not a PostgreSQL URL, or contains a password
     */
    static void check(String url) {
        if (!url.startsWith(PREFIX)) {
            throw new ConfigurationException(
                    "The JDBC URL is not a PostgreSQL URL; use jdbc:postgresql://<host>/<database>.");
        }
        if (url.toLowerCase(Locale.ROOT).contains("password=")
                || USER_INFO.matcher(url).find()) {
            throw new ConfigurationException(
                    "The JDBC URL contains a password; pass the password separately, to keep it out of logs.");
        }
    }
}
