package io.aro.db.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.internal.session.DatabaseEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The scripts, compared with the list of released scripts, which never change.
 *
 * <p>{@code -Ddocs.write=true} adds a new script to the list, in the same commit as the script.
 */
class ReleasedScriptsTest {

    private static final Path LIST = Path.of("src/test/resources/released-scripts.txt");
    private static final String REASON =
            "A released script never changes, because every database that has it would be refused: mend it by a new script."
                    + " A new script is added to the list by -Ddocs.write=true.";

    @Test
    void everyScriptIsAsItWasReleased() throws IOException {
        List<String> scripts = Stream.of(
                        lines(DatabaseEngine.SQLITE, MigrationSet.aro().sqliteScripts()),
                        lines(DatabaseEngine.POSTGRESQL, MigrationSet.aro().postgresqlScripts()))
                .flatMap(lines -> lines)
                .toList();
        if (Boolean.getBoolean("docs.write")) {
            Files.write(LIST, scripts);
        }

        assertThat(scripts).as(REASON).isEqualTo(Files.readAllLines(LIST));
    }

    @Test
    void aScriptThatChangesByOneLetterIsAnotherOne() {
        MigrationScript script = new MigrationScript(1, "V1__a.sql", 1, "SELECT 1", "SELECT 2");
        MigrationScript changed = new MigrationScript(1, "V1__a.sql", 1, "SELECT 1 ", "SELECT 2");
        MigrationScript changedBack = new MigrationScript(1, "V1__a.sql", 1, "SELECT 1", "SELECT 3");

        assertThat(lines(DatabaseEngine.SQLITE, List.of(script)))
                .doesNotContainAnyElementsOf(lines(DatabaseEngine.SQLITE, List.of(changed, changedBack))
                        .toList());
    }

    private static Stream<String> lines(DatabaseEngine engine, List<MigrationScript> scripts) {
        return scripts.stream()
                .map(script -> String.format(
                        Locale.ROOT,
                        "%s/%s %s %s",
                        engine.folder(),
                        script.name(),
                        digest(script.up()),
                        Optional.ofNullable(script.down())
                                .map(ReleasedScriptsTest::digest)
                                .orElse("-")));
    }

    private static String digest(String sql) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sql.getBytes(UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
