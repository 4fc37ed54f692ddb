package io.aro.db.migration;

import io.aro.db.error.ConfigurationException;
import io.aro.db.migration.internal.session.DatabaseEngine;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One migration of a set, written for one engine.
 *
 * @param name the file name, as in {@code V001__what_it_does.sql}
 * @param checksum Flyway's checksum, independent of line endings
 * @param up the SQL of the migration
 * @param down the SQL of its down script; null if absent
 */
public record MigrationScript(
        int version,
        String name,
        int checksum,
        String up,
        @Nullable String down) {

    static List<MigrationScript> of(MigrationSet set, DatabaseEngine engine) {
        return ClasspathScripts.of(set, engine)
                .orElseThrow(() -> new ConfigurationException(String.format(
                        Locale.ROOT,
                        "The class path folder %s must exist once and hold only scripts named like V001__what_it_does.sql; correct the folder.",
                        set.scripts(engine))))
                .stream()
                .map(script -> of(set, engine, script))
                .toList();
    }

    private static MigrationScript of(MigrationSet set, DatabaseEngine engine, ClasspathScripts.Script script) {
        return new MigrationScript(
                script.version(),
                script.name(),
                script.checksum(),
                set.text(engine, script.name()),
                set.read(engine, set.downScript(engine, script.name())).orElse(null));
    }
}
