package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.SchemaMismatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening of SQLite files, with the refusals and their messages. */
class SqliteOpeningTest {

    @TempDir
    Path directory;

    @Test
    void makesAndMigratesFileThatIsAbsent() {
        Path file = directory.resolve("aro.db");

        try (AroDatabase db = AroDatabase.sqlite(file)) {
            db.customers().create(NewCustomer.withPhone("+15550001"));
        }

        try (AroDatabase again = AroDatabase.sqlite(file)) {
            assertThat(again.customers().findByPhone("+15550001")).isPresent();
        }
    }

    @Test
    void makesTablesInEmptyFile() throws IOException {
        Path empty = Files.createFile(directory.resolve("aro.db"));

        try (AroDatabase db = AroDatabase.sqlite(empty)) {
            assertThat(db.customers().findByPhone("+15550001")).isEmpty();
        }
    }

    @Test
    void refusesDirectory() {
        isMisconfigured(
                () -> AroDatabase.sqlite(directory),
                String.format(Locale.ROOT, "%s is a directory; name a file in it.", directory));
    }

    @Test
    void refusesMissingParentFolder() {
        Path missing = directory.resolve("missing");

        isMisconfigured(
                () -> AroDatabase.sqlite(missing.resolve("aro.db")),
                String.format(Locale.ROOT, "The directory %s does not exist; make it or correct the path.", missing));
        assertThat(missing).doesNotExist();
    }

    @Test
    void refusesPathBelowFile() throws IOException {
        Path file = Files.createFile(directory.resolve("notes.txt"));

        isMisconfigured(
                () -> AroDatabase.sqlite(file.resolve("aro.db")),
                String.format(Locale.ROOT, "%s is a file and not a directory; correct the path.", file));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100, 1000, 100_000})
    void refusesFileThatIsNoDatabaseAndLeavesItAsItIs(int length) throws IOException {
        String text = "x".repeat(length);
        Path letter = Files.writeString(directory.resolve("letter.txt"), text);

        isMisconfigured(
                () -> AroDatabase.sqlite(letter),
                "The file is not a SQLite database; name another path or restore the file.");
        assertThat(letter).hasContent(text);
    }

    @Test
    void refusesSchemaThatIsNewerThanTheLibrary() throws Exception {
        Path file = directory.resolve("aro.db");
        AroDatabase.sqlite(file).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            Opened.asByNewerLibrary(statement);
        }

        assertThatThrownBy(() -> AroDatabase.sqlite(file))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageMatching("The schema \\(aro_schema_history\\) is at version 999 and supports only libraries"
                        + " from version 999 on, not version \\d+ of this library; upgrade the library\\.");
    }

    private static void isMisconfigured(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ConfigurationException.class).hasMessage(message);
    }
}
