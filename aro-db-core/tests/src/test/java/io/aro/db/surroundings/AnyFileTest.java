package io.aro.db.surroundings;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Database files with every printable character in their names, as far as the driver and the file system allow. */
@BothEngines(Engine.SQLITE)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows forbids some of these characters in names of files.")
@Timeout(300)
class AnyFileTest {

    /** The file system reserves the slash, and the driver the question mark, refused by {@link SqliteConfig}. */
    private static final String NAME = Printable.from(' ', '~').replaceAll("[/?]", "") + "ä😀.db";

    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    AnyFileTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void everyCallWorksInAFileOfAnyName() throws Exception {
        List<String> expected = lived(folder.resolve("plain.db"));

        assertThat(lived(folder.resolve(NAME))).isEqualTo(expected);
    }

    private List<String> lived(Path file) throws Exception {
        try (AroDatabase db = AroDatabase.open(SqliteConfig.file(file)
                .withPlaintextSecrets()
                .withClock(database.clock())
                .withRandom(new Random(1)))) {
            List<String> answers = Story.live(db, Files.createTempDirectory(folder, "archive"));
            Path copy = file.resolveSibling("copy of " + file.getFileName());
            db.backUp(copy);
            Migrator.of("jdbc:sqlite:" + copy).validate();
            return answers;
        } finally {
            Migrator migrator = Migrator.of("jdbc:sqlite:" + file);
            migrator.validate();
            migrator.rollback(0);
        }
    }
}
