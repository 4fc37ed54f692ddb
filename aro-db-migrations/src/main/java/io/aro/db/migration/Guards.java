package io.aro.db.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aro.db.error.ConfigurationException;
import io.aro.db.migration.internal.session.DatabaseEngine;
import io.aro.db.migration.internal.session.MigrationSession;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The triggers and foreign keys of aro-db, each with a digest of its definition.
 *
 * <p>A resource for each engine lists the digests of a migrated database. The comparison finds triggers and
 * keys dropped or redefined by an owner of the tables.
 */
final class Guards {

    private static final String ON_SQLITE = "SELECT name || char(10) || sql FROM sqlite_schema WHERE type = 'trigger'";

    /** Covers foreign keys on PostgreSQL only. SQLite drops a key only by rebuilding its table. */
    private static final String ON_POSTGRESQL = """
            SELECT t.tgname || chr(10) || pg_get_triggerdef(t.oid, true) || chr(10) || p.prosrc
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE NOT t.tgisinternal AND c.relnamespace = quote_ident(current_schema())::regnamespace
            UNION ALL
            SELECT k.conname || chr(10) || k.conrelid::regclass || ' ' || pg_get_constraintdef(k.oid, true)
            FROM pg_constraint k
            WHERE k.contype = 'f' AND k.conparentid = 0 AND k.connamespace = quote_ident(current_schema())::regnamespace
            """;

    /** Line ends and indentation are insignificant. */
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private static final int DIGEST_BYTES = 8;

    private Guards() {}

    /**
     * Returns the missing or different guards, each as part of a sentence.
     *
     * @param isOurs whether the schema has exactly the version of the library; a newer schema keeps the
     *     names and may change the definitions
     */
    static List<String> defects(MigrationSession session, boolean isOurs) {
        Map<String, String> found = found(session);
        List<String> defects = new ArrayList<>();
        expected(session.engine())
                .forEach((name, digest) -> defect(digest, found.get(name), isOurs)
                        .map(name::concat)
                        .ifPresent(defects::add));
        return defects;
    }

    private static Optional<String> defect(String expected, @Nullable String found, boolean isOurs) {
        if (found == null) {
            return Optional.of(" was dropped");
        }
        return found.equals(expected) || !isOurs ? Optional.empty() : Optional.of(" was changed");
    }

    /** Returns the digests of the resource, by name. */
    static Map<String, String> expected(DatabaseEngine engine) {
        Map<String, String> expected = new TreeMap<>();
        MigrationSet.aro()
                .read(engine, resource(engine))
                .orElseThrow(() -> new ConfigurationException(String.format(
                        Locale.ROOT, "The resource %s is not on the class path; put it back.", resource(engine))))
                .lines()
                .map(line -> line.split(" ", 2))
                .forEach(guard -> expected.put(guard[0], guard[1]));
        return expected;
    }

    static String resource(DatabaseEngine engine) {
        return String.format(Locale.ROOT, "db/aro/guards/%s.txt", engine.folder());
    }

    /** Returns the digests of the schema's triggers and keys, by name. */
    static Map<String, String> found(MigrationSession session) {
        List<String> definitions = session.texts(
                switch (session.engine()) {
                    case SQLITE -> ON_SQLITE;
                    case POSTGRESQL -> ON_POSTGRESQL;
                });
        Map<String, String> found = new TreeMap<>();
        definitions.forEach(
                definition -> found.put(definition.lines().findFirst().orElseThrow(), digest(definition)));
        return found;
    }

    private static String digest(String definition) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(SPACE.matcher(definition).replaceAll(" ").getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
