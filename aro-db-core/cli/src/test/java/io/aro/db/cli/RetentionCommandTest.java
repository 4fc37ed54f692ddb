package io.aro.db.cli;

import static io.aro.db.testkit.builder.Builders.anAppointment;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.crypto.Keysets;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The retention command, on rows old by the machine's clock, which the command line uses. */
@BothEngines
class RetentionCommandTest {

    private final AroDatabase db;
    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    RetentionCommandTest(AroDatabase db, TestDatabase database, TestClock clock) {
        this.db = db;
        this.database = database;
        clock.set(Instant.parse("2020-03-02T15:04:05Z"));
    }

    @BeforeEach
    void leaveWhatIsOld() {
        anEvent().insertMany(3, db);
        anAppointment().completed().insert(db);
    }

    private Run retention(String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "--archive";
        all[1] = folder.resolve("archive").toString();
        System.arraycopy(options, 0, all, 2, options.length);
        return Run.of("retention", database, all);
    }

    @Test
    void saysWhatItHasDone() {
        Run run = retention("--months-ahead", "1");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("completed     1 hidden, from 2020-03-02T15:04:05Z")
                .contains("appointments  1 archived, from 2020-03-02T15:04:05Z to 2020-03-02T15:04:05Z")
                .contains("Done in ");
        assertThat(FileArchive.in(folder.resolve("archive")).segments()).isNotEmpty();
    }

    @Test
    void sealsTheArchive() {
        Keysets.createForFiles(folder.resolve("keyset.json"));

        Run run = retention(
                "--months-ahead", "1", "--keyset", folder.resolve("keyset.json").toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(FileArchive.in(folder.resolve("archive")).segments())
                .isNotEmpty()
                .allMatch(Segment::sealed);
    }

    @Test
    void foretellsInJson() {
        Run run = retention("--dry-run", "--json", "--events", "P3Y");

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode document = JsonMapper.shared().readTree(run.out());
        assertThat(document.get("dryRun").asBoolean()).isTrue();
        assertThat(document.get("steps").valueStream())
                .filteredOn(step -> step.get("step").asString().equals("completed"))
                .singleElement()
                .satisfies(step -> assertThat(step.get("count").asInt()).isEqualTo(1));
        assertThat(folder.resolve("archive")).doesNotExist();
    }

    @Test
    void refusesAWindowThatLooksForward() {
        Run run = retention("--events", "P-1D");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("events must be a period from zero to a thousand years");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two years|",
                "2y|; write P2Y",
                "6M|; write P6M",
                "90d|; write P90D",
                "2 years|",
                "PT5M|",
            })
    void refusesAPeriodThatIsNoneAndSaysHowToWriteIt(String period, @Nullable String hint) {
        for (String option :
                List.of("--events", "--completed", "--completed-visible", "--dead-letters", "--consents")) {
            Run run = retention(option, period);

            assertThat(run)
                    .isEqualTo(new Run(
                            2,
                            "",
                            String.format(
                                    Locale.ROOT,
                                    "Invalid value for option '%s': it must be an ISO 8601 period such as P2Y, P6M or P90D%s. Try 'aro-db retention --help'.",
                                    option,
                                    Objects.requireNonNullElse(hint, ""))));
        }
    }
}
