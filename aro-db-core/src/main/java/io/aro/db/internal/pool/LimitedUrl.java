package io.aro.db.internal.pool;

import io.aro.db.connection.TimeLimits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/** URL of a PostgreSQL database with session timeouts. */
final class LimitedUrl {

    private static final String OPTIONS = "options";

    private LimitedUrl() {}

    /**
     * Returns the URL with {@code statement_timeout} and {@code lock_timeout} among its session options.
     *
     * <p>Options already in the URL come last and take precedence, setting by setting.
     *
     * @throws SQLException if no driver accepts the URL
     */
    static String of(String url, TimeLimits limits) throws SQLException {
        String ours = String.format(
                Locale.ROOT,
                "-c statement_timeout=%s -c lock_timeout=%s",
                limits.statement().toMillis(),
                limits.lock().toMillis());
        String all = String.format(Locale.ROOT, "%s %s", ours, options(url)).strip();
        String separator = url.contains("?") ? "&" : "?";
        // For a repeated parameter, the driver uses the last value.
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
