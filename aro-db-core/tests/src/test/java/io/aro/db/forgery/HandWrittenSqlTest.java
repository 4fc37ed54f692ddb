package io.aro.db.forgery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.HostConfig;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.fixture.Unguarded;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement of {@code docs/hand-written-sql.md}, sent without the library and compared with the page. */
@BothEngines
class HandWrittenSqlTest {

    private static final Path PAGE = Path.of("../../docs/hand-written-sql.md");

    private final AroDatabase db;
    private final TestDatabase database;

    HandWrittenSqlTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @BeforeEach
    void insertsAnAppointmentThatHasBegun() {
        Attempt.prepare(db);
    }

    static List<Forgery> forgeries() {
        return Forgeries.ALL;
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void aChangeMeetsTheFateThatThePageSays(Forgery forgery) throws SQLException {
        Program program = database.engine().isPostgres() ? Program.POSTGRESQL_OWNER : Program.SQLITE_WITH_FOREIGN_KEYS;

        assertThat(Attempt.fate(database, program, forgery)).isEqualTo(forgery.fate(program));
    }

    @Test
    void nothingIsNoticedWhereNothingWasForged() {
        Migrator.of(database.jdbcUrl(), database.user(), database.password()).validate();
    }

    @Test
    void openingRefusesRulesThatAreNotThoseOfThisVersion() throws SQLException {
        Unguarded.drop(database);
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO allowed_transitions (from_status, to_status) VALUES ('booked', 'completed')");
        }
        AroDatabaseConfig config = AroDatabaseConfig.of(database.jdbcUrl(), database.user(), database.password());

        refuses(() -> AroDatabase.open(config).close());
        refuses(() -> AroDatabase.over(
                database.dataSource(),
                HostConfig.of(database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE)));
    }

    private static void refuses(ThrowingCallable opening) {
        assertThatExceptionOfType(SchemaMismatchException.class)
                .isThrownBy(opening)
                .withMessageContaining("allowed_transitions")
                .withMessageContaining("booked to completed")
                .withMessageContaining("a migration that drops the trigger first");
    }

    @Test
    void thePageSaysSo() throws IOException {
        String page = Files.readString(PAGE);
        String table = Forgeries.ALL.stream().map(Forgery::line).collect(Collectors.joining("", head(), "\n"));
        if (Boolean.getBoolean("docs.write")) {
            page = page.replaceFirst("(?s)\\| change \\|.*?\\|\n\n", table.replace("$", "\\$"));
            Files.writeString(PAGE, page);
        }

        assertThat(page).contains(table);
    }

    private static String head() {
        return Arrays.stream(Program.values())
                        .map(Program::title)
                        .collect(Collectors.joining(" | ", "| change | ", " |\n"))
                + "| --- | --- | --- | --- |\n";
    }
}
