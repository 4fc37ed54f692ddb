package io.aro.db.migration;

import io.aro.db.error.ConfigurationException;
import io.aro.db.migration.internal.session.DatabaseEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names the scripts that belong together and the table that remembers which of them a database has.
 *
 * <p>Under the class path folder {@code root} lie {@code sqlite} and {@code postgresql} with the scripts
 * {@code V001__what_it_does.sql}, and {@code rollback/sqlite} and {@code rollback/postgresql} with a script of the same
 * name that undoes each. Versions are whole numbers. A service keeps its own tables in a set of its own: two sets in one
 * database do not see each other, as long as their history tables differ.
 *
 * @param root the class path folder, without slashes at its ends, as in {@code db/aro}
 * @param historyTable the table that Flyway keeps, in lower case, as in {@code aro_schema_history}
 */
public record MigrationSet(String root, String historyTable) {

    private static final Pattern FOLDER = Pattern.compile("[\\w.-]+(/[\\w.-]+)*");
    private static final Pattern TABLE = Pattern.compile("[a-z_][a-z0-9_]{0,55}");

    public MigrationSet {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(historyTable, "historyTable");
        if (!FOLDER.matcher(root).matches()) {
            throw new ConfigurationException(
                    "The root of a migration set must be a class path folder such as db/aro, without slashes at its"
                            + " ends.");
        }
        if (!TABLE.matcher(historyTable).matches()) {
            throw new ConfigurationException(
                    "The history table of a migration set must be a plain lower-case name of at most 56 characters.");
        }
    }

    /** Returns the set that makes up the schema of aro-db. */
    public static MigrationSet aro() {
        return new MigrationSet("db/aro", "aro_schema_history");
    }

    /**
     * Returns what the class path holds for SQLite, by version.
     *
     * @throws ConfigurationException if the folder is missing, or holds anything but scripts named as they should be
     */
    public List<MigrationScript> sqliteScripts() {
        return MigrationScript.of(this, DatabaseEngine.SQLITE);
    }

    /**
     * Returns what the class path holds for PostgreSQL, by version.
     *
     * @throws ConfigurationException if the folder is missing, or holds anything but scripts named as they should be
     */
    public List<MigrationScript> postgresqlScripts() {
        return MigrationScript.of(this, DatabaseEngine.POSTGRESQL);
    }

    /** Returns if it is the set that makes up the schema of aro-db. */
    boolean isAro() {
        return equals(aro());
    }

    String scripts(DatabaseEngine engine) {
        return root + "/" + engine.folder();
    }

    String downScript(DatabaseEngine engine, String script) {
        return root + "/rollback/" + engine.folder() + "/" + script;
    }

    /** Returns the text of a class path resource, or nothing if there is none. */
    Optional<String> read(DatabaseEngine engine, String resource) {
        try (InputStream in = loader(engine).getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ConfigurationException(
                    String.format(Locale.ROOT, "The script %s cannot be read from the class path.", resource), e);
        }
    }

    /** Returns the text of an up script. */
    String text(DatabaseEngine engine, String script) {
        return read(engine, scripts(engine) + "/" + script)
                .orElseThrow(() -> new ConfigurationException(
                        String.format(Locale.ROOT, "The script %s is not on the class path; put it back.", script)));
    }

    /** Returns the loader that sees the scripts: the thread's own, where there is one that does, else this library's. */
    ClassLoader loader(DatabaseEngine engine) {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread != null && ofThread.getResource(scripts(engine)) != null
                ? ofThread
                : Objects.requireNonNull(MigrationSet.class.getClassLoader());
    }
}
