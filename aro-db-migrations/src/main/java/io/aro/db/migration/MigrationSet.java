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
 * A set of scripts with its own history table.
 *
 * <p>The class path folder {@code root} has the subfolders {@code sqlite} and {@code postgresql} with scripts
 * named {@code V001__what_it_does.sql}. The down scripts have the same names, in {@code rollback/sqlite} and
 * {@code rollback/postgresql}. Versions are whole numbers.
 *
 * <p>A host application keeps its own tables in a set of its own. Two sets in one database are independent as
 * long as their history tables differ.
 *
 * @param root the class path folder without leading or trailing slash, as in {@code db/aro}
 * @param historyTable Flyway's history table in lower case, as in {@code aro_schema_history}
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

    /** Returns the set with the schema of aro-db. */
    public static MigrationSet aro() {
        return new MigrationSet("db/aro", "aro_schema_history");
    }

    /**
     * Returns the scripts for SQLite on the class path, by version.
     *
     * @throws ConfigurationException if the folder is missing, or holds a file with another kind of name
     */
    public List<MigrationScript> sqliteScripts() {
        return MigrationScript.of(this, DatabaseEngine.SQLITE);
    }

    /**
     * Returns the scripts for PostgreSQL on the class path, by version.
     *
     * @throws ConfigurationException if the folder is missing, or holds a file with another kind of name
     */
    public List<MigrationScript> postgresqlScripts() {
        return MigrationScript.of(this, DatabaseEngine.POSTGRESQL);
    }

    /** Returns whether the set holds the schema of aro-db. */
    boolean isAro() {
        return equals(aro());
    }

    String scripts(DatabaseEngine engine) {
        return root + "/" + engine.folder();
    }

    String downScript(DatabaseEngine engine, String script) {
        return root + "/rollback/" + engine.folder() + "/" + script;
    }

    /** Returns the text of a class path resource; empty if absent. */
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

    /**
     * Returns the class loader for the scripts: the context loader if it finds the folder, else the library's
     * own.
     */
    ClassLoader loader(DatabaseEngine engine) {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread != null && ofThread.getResource(scripts(engine)) != null
                ? ofThread
                : Objects.requireNonNull(MigrationSet.class.getClassLoader());
    }
}
