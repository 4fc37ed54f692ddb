package io.aro.db.surroundings;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.fixture.AsksTheMachine;
import io.aro.db.fixture.Given;
import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import io.aro.db.migration.SchemaStatus;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderKeywordCase;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * One story in languages with different digits, calendars and capital letters. Answers and stored rows are equal,
 * letter by letter.
 */
@AsksTheMachine
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Isolated("It changes the locale of the process.")
@Timeout(300)
class LocaleTest {

    /** Arabic and Persian digits, the Buddhist and the Japanese calendar, the dotless i, a retained dot, own digits. */
    private static final List<Locale> LOCALES = Stream.of(
                    "ar-EG", "fa-IR", "th-TH-u-ca-buddhist-nu-thai", "ja-JP-u-ca-japanese", "tr-TR", "lt-LT", "my-MM")
            .map(Locale::forLanguageTag)
            .toList();

    private final TestDatabase database;
    private final Locale usual = Locale.getDefault();

    @TempDir
    private Path folder = Path.of("");

    LocaleTest(TestDatabase database) {
        this.database = database;
    }

    @AfterEach
    void putTheLocaleBack() {
        Locale.setDefault(usual);
    }

    @Test
    void answersAndRowsAreTheSameInEveryLanguage() throws Exception {
        List<String> expected = lived(Locale.ROOT);

        for (Locale locale : LOCALES) {
            assertThat(lived(locale)).as(locale.toLanguageTag()).isEqualTo(expected);
        }
    }

    @Test
    void aMigrationIsDatedByTheSameCalendarInEveryLanguage() {
        Instant now = Instant.now();

        for (Locale locale : LOCALES) {
            Locale.setDefault(locale);
            SchemaStatus status = Migrator.of(database.jdbcUrl(), database.user(), database.password())
                    .status();
            assertThat(status.migrations())
                    .as(locale.toLanguageTag())
                    .hasSize(MigrationSet.aro().sqliteScripts().size())
                    .allSatisfy(migration -> assertThat(migration.appliedAt().orElseThrow())
                            .isBetween(now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(1))));
        }
    }

    @Test
    void keywordsThatAnApplicationWantsInCapitalsStayKeywords() {
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        SQLDialect dialect = database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
        Settings capitals = new Settings().withRenderKeywordCase(RenderKeywordCase.UPPER);

        try (AroDatabase db = AroDatabase.over(DSL.using(database.dataSource(), dialect, capitals))) {
            Customer customer = Given.customer(db, 1);

            assertThat(db.customers().findById(customer.id())).contains(customer);
        }
    }

    private List<String> lived(Locale locale) throws SQLException, IOException {
        Locale.setDefault(locale);
        Path archive = Files.createDirectory(folder.resolve(locale.toLanguageTag()));
        TestDatabase sibling = database.sibling();
        List<String> lines = new ArrayList<>();
        try (AroDatabase db = sibling.open()) {
            lines.addAll(Story.live(db, archive));
        }
        lines.addAll(Stored.in(sibling));
        try (Stream<Path> files = Files.walk(archive)) {
            files.map(archive::relativize).map(Path::toString).sorted().forEach(lines::add);
        }
        sibling.close();
        return lines.stream().map(LocaleTest::withoutChance).toList();
    }

    /** Removes times of the database's clock and random secrets, if written in ASCII digits. */
    private static String withoutChance(String line) {
        return line.replaceAll("20[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z|\\+00(:00)?)", "{time}")
                .replaceAll("[0-9a-f]{64}", "{hash}")
                .replaceAll("erased:[-_A-Za-z0-9]{43}", "{erased}");
    }
}
