package io.aro.db.migration;

import io.aro.db.error.ConfigurationException;
import io.aro.db.migration.internal.session.DatabaseEngine;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Is one migration of a set, as it is written for one engine.
 *
 * @param name the name of the file, as in {@code V001__what_it_does.sql}
 * @param checksum what Flyway remembers it by; line ends are all the same to it
 * @param up the SQL that does it
 * @param down the SQL that undoes it, or null where there is no such file
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
                        "The class path folder %s must be in one place and hold nothing but scripts named V001__what_it_does.sql; mend it.",
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
