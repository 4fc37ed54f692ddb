package io.aro.db.internal.pool;

import io.aro.db.connection.TimeLimits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/** The URL of a PostgreSQL database with the limits of a session. */
final class LimitedUrl {

    private static final String OPTIONS = "options";

    private LimitedUrl() {}

    /**
     * Returns the URL with the limits of a statement and of a lock among the options of its sessions.
     *
     * <p>A URL may have options of its own. They come last, so that they have the last word setting by setting.
     *
     * @throws SQLException if no driver knows the URL
     */
    static String of(String url, TimeLimits limits) throws SQLException {
        String ours = String.format(
                Locale.ROOT,
                "-c statement_timeout=%s -c lock_timeout=%s",
                limits.statement().toMillis(),
                limits.lock().toMillis());
        String all = String.format(Locale.ROOT, "%s %s", ours, options(url)).strip();
        String separator = url.contains("?") ? "&" : "?";
        // Of a parameter that comes twice the driver takes the last.
        return String.format(
                Locale.ROOT, "%s%s%s=%s", url, separator, OPTIONS, URLEncoder.encode(all, StandardCharsets.UTF_8));
    }

    private static String options(String url) throws SQLException {
        for (DriverPropertyInfo property : DriverManager.getDriver(url).getPropertyInfo(url, new Properties())) {
            String value = property.value;
            if (property.name.equals(OPTIONS) && value != null) {
                return value;
            }
        }
        return "";
    }
}
