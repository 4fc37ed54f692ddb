package io.aro.db.cli;

import io.aro.db.migration.Migrator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says where a database is and who logs in; its text never shows the password.
 *
 * @param url the JDBC URL of SQLite or PostgreSQL, without a password in it
 * @param user the PostgreSQL user, or null to leave it to the driver
 * @param password the password of the user, or null to leave it to the driver
 */
public record DatabaseAddress(
        String url, @Nullable String user, @Nullable String password) {

    /** Returns a migrator of the database. */
    public Migrator migrator() {
        return Migrator.of(url, user, password);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "DatabaseAddress[url=%s, user=%s, password=***]", url, user);
    }
}
