package io.aro.db.cli;

import io.aro.db.migration.Migrator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The URL and the login of a database; the string form masks the password.
 *
 * @param url the JDBC URL of SQLite or PostgreSQL, without a password
 * @param user the PostgreSQL user; null for the driver's default and for SQLite
 * @param password the user's password; null for the driver's default and for SQLite
 * @param schema the PostgreSQL schema; null for the first schema of the search path and for SQLite
 */
public record DatabaseAddress(
        String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String schema) {

    /** Returns a migrator for the database; does not connect yet. */
    public Migrator migrator() {
        Migrator migrator = Migrator.of(url, user, password);
        return schema == null ? migrator : migrator.withSchema(schema);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "DatabaseAddress[url=%s, user=%s, password=***, schema=%s]", url, user, schema);
    }
}
