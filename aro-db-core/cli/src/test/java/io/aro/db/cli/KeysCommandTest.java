package io.aro.db.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands for keys, on keys old by the machine's clock, which the command line uses. */
@BothEngines
class KeysCommandTest {

    private static final IdempotencyKey PARKED = IdempotencyKey.of("stripe", "evt-parked");
    private static final IdempotencyKey EXHAUSTED =
            IdempotencyKey.of("twilio", "evt-exhausted").inScope("clinic-7");
    private static final IdempotencyKey STUCK = IdempotencyKey.of("calendly", "evt-stuck");
    private static final IdempotencyKey COMPLETED = IdempotencyKey.of("calendly", "evt-completed");

    private final AroDatabase db;
    private final TestDatabase database;

    KeysCommandTest(AroDatabase db, TestDatabase database, TestClock clock) {
        this.db = db;
        this.database = database;
        clock.set(Instant.parse("2020-03-02T15:04:05.123456Z"));
    }

    @BeforeEach
    void leaveKeys() {
        leave(PARKED, FailureAction.park());
        leave(EXHAUSTED, FailureAction.giveUp());
        assertThat(db.idempotency().checkAndLock(STUCK, Duration.ofDays(35))).isTrue();
        assertThat(db.idempotency().execute(COMPLETED, "{}", String.class, tx -> "s3cret response"))
                .isInstanceOf(Executed.class);
    }

    private void leave(IdempotencyKey key, FailureAction<String> verdict) {
        assertThatThrownBy(() -> db.idempotency()
                        .executeLeased(
                                key,
                                "s3cret request",
                                String.class,
                                lease -> {
                                    throw new IllegalStateException("s3cret message");
                                },
                                failure -> verdict))
                .isInstanceOf(IllegalStateException.class);
    }

    private Run keys(String... arguments) {
        return Run.of("keys", database, arguments);
    }

    @Test
    void listsWhatNeedsAPersonAndWhy() {
        Run run = keys("list");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).hasSize(4);
        assertThat(run.lines().get(0))
                .matches(
                        "parked       stripe evt-parked \\(attempts: 1, since \\S+Z, java.lang.IllegalStateException\\)");
        assertThat(run.lines().get(1))
                .matches("exhausted    twilio evt-exhausted in clinic-7 \\(attempts: 1, since \\S+Z,"
                        + " java.lang.IllegalStateException\\)");
        assertThat(run.lines().get(2)).matches("stuck        calendly evt-stuck \\(attempts: 1, since \\S+Z\\)");
        assertThat(run.lines().get(3)).isEqualTo("1 parked, 1 exhausted, 1 stuck.");
    }

    @Test
    void listsOneStateOnly() {
        assertThat(keys("list", "--state", "parked").lines()).hasSize(2).last().isEqualTo("1 parked.");
        assertThat(keys("list", "--state", "exhausted").lines())
                .hasSize(2)
                .last()
                .isEqualTo("1 exhausted.");
        assertThat(keys("list", "--state", "stuck").lines()).hasSize(2).last().isEqualTo("1 stuck.");
    }

    @Test
    void listsNoMoreThanTheLimitAndSaysSo() {
        leave(IdempotencyKey.of("stripe", "evt-2"), FailureAction.park());

        Run run = keys("list", "--state", "parked", "--limit", "1");

        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().getFirst()).contains("evt-parked");
        assertThat(run.lines().getLast())
                .isEqualTo("A state reached the limit of 1; raise --limit to see any further keys.");
    }

    @Test
    void listAnswersWithOneDocument() {
        JsonNode all = keys("list", "--json").document();
        JsonNode stuck = keys("list", "--state", "stuck", "--json").document();

        assertThat(all.propertyNames()).containsExactly("parked", "exhausted", "stuck");
        assertThat(all.get("exhausted").get(0).get("scope").stringValue()).isEqualTo("clinic-7");
        assertThat(all.get("exhausted").get(0).get("state").stringValue()).isEqualTo("exhausted");
        assertThat(stuck.propertyNames()).containsExactly("stuck");
        assertThat(stuck.get("stuck").get(0).get("key").stringValue()).isEqualTo("evt-stuck");
        assertThat(stuck.get("stuck").get(0).get("leaseUntil").stringValue()).matches("2020-.*Z");
    }

    @Test
    void controlCharactersOfAKeyDoNotReachTheTerminal() {
        leave(IdempotencyKey.of("stripe", "evt\u001b[2J\n\u009bx"), FailureAction.park());

        assertThat(keys("list", "--state", "parked").out())
                .contains("evt [2J  x")
                .doesNotContain("\u001b", "\u009b");
    }

    @Test
    void showsWhatIsKnownOfAKeyButNoRequestAndNoResponse() {
        Run parked = keys("show", "--source", "stripe", "--key", "evt-parked");
        Run completed = keys("show", "--source", "calendly", "--key", "evt-completed", "--json");

        assertThat(parked.code()).isZero();
        assertThat(parked.lines())
                .startsWith(
                        "source       stripe",
                        "key          evt-parked",
                        "state        parked",
                        "attempts     1",
                        "last error   java.lang.IllegalStateException")
                .noneMatch(line -> line.startsWith("scope") || line.startsWith("expires"));
        assertThat(completed.document().get("state").stringValue()).isEqualTo("completed");
        assertThat(completed.document().get("completedAt").stringValue()).matches("2020-.*Z");
        assertThat(parked.out() + completed.out()).doesNotContain("s3cret");
    }

    @Test
    void showsAKeyOfAScope() {
        assertThat(keys("show", "--source", "twilio", "--key", "evt-exhausted", "--scope", "clinic-7")
                        .lines())
                .contains("scope        clinic-7", "state        exhausted");
    }

    @Test
    void unknownKeyFailsWithOneSentence() {
        Run show = keys("show", "--source", "twilio", "--key", "evt-exhausted");
        Run release = keys("release", "--source", "twilio", "--key", "evt-exhausted", "--yes", "--json");

        String sentence = "IdempotencyKey[scope=, source=twilio, key=evt-exhausted] is not known; check its parts.";
        assertThat(show.code()).isEqualTo(1);
        assertThat(show.out()).isEmpty();
        assertThat(show.err()).isEqualTo(sentence);
        assertThat(release.code()).isEqualTo(1);
        JsonNode error = JsonMapper.shared().readTree(release.err()).get("error");
        assertThat(error.get("type").stringValue()).isEqualTo("KeyStateException");
        assertThat(error.get("message").stringValue()).isEqualTo(sentence);
    }

    @Test
    void releaseIsADryRunByDefault() throws SQLException {
        List<String> before = Rows.query(database, "SELECT * FROM idempotency_keys");

        Run run = keys("release", "--source", "stripe", "--key", "evt-parked");
        Run json = keys("release", "--source", "stripe", "--key", "evt-parked", "--json");

        assertThat(run.code()).isZero();
        assertThat(run.lines()).contains("state        parked");
        assertThat(run.lines().getLast()).isEqualTo("Nothing was changed; add --yes to release the key.");
        assertThat(json.document().get("dryRun").booleanValue()).isTrue();
        assertThat(json.document().get("key").get("state").stringValue()).isEqualTo("parked");
        assertThat(Rows.query(database, "SELECT * FROM idempotency_keys")).isEqualTo(before);
    }

    @Test
    void releaseWithYesLetsTheRequestBeTriedAgain() {
        Run parked = keys("release", "--source", "stripe", "--key", "evt-parked", "--yes");
        Run exhausted = keys(
                "release", "--source", "twilio", "--key", "evt-exhausted", "--scope", "clinic-7", "--yes", "--json");

        assertThat(parked.code()).isZero();
        assertThat(parked.out()).isEqualTo("The key is released; the next delivery retries its request.");
        assertThat(exhausted.document().get("dryRun").booleanValue()).isFalse();
        assertThat(exhausted.document().get("key").get("state").stringValue()).isEqualTo("released");
        for (IdempotencyKey key : List.of(PARKED, EXHAUSTED)) {
            assertThat(db.idempotency().executeLeased(key, "s3cret request", String.class, lease -> "done"))
                    .isEqualTo(new Executed<>("done"));
        }
    }

    @Test
    void releaseOfAKeyThatIsNeitherParkedNorExhaustedIsRefused() {
        Run shown = keys("release", "--source", "calendly", "--key", "evt-completed");
        Run done = keys("release", "--source", "calendly", "--key", "evt-completed", "--yes");
        Run stuck = keys("release", "--source", "calendly", "--key", "evt-stuck", "--yes");

        assertThat(List.of(shown.code(), done.code(), stuck.code())).containsOnly(1);
        assertThat(done.err())
                .isEqualTo("IdempotencyKey[scope=, source=calendly, key=evt-completed] is completed; only a parked or"
                        + " an exhausted key can be released.");
        assertThat(shown.err()).isEqualTo(done.err());
        assertThat(stuck.err()).contains("evt-stuck] is in_progress; only a parked");
        assertThat(db.idempotency().keys().find(COMPLETED).map(StoredKey::state))
                .contains(KeyState.COMPLETED);
    }

    @Test
    void cleanupCountsWhatItDeletes() throws SQLException {
        db.idempotency().execute(IdempotencyKey.of("calendly", "evt-kept"), "{}", String.class, tx -> "done");
        execute("UPDATE idempotency_keys SET expires_at = '9000-01-01 00:00:00.000000+00:00' WHERE key = 'evt-kept'");

        Run first = keys("cleanup");
        Run second = keys("cleanup", "--json");

        assertThat(first.code()).isZero();
        assertThat(first.out()).isEqualTo("Deleted 3 keys, and 1 response of other keys.");
        assertThat(second.document().get("keysDeleted").longValue()).isZero();
        assertThat(second.document().get("responsesDeleted").longValue()).isZero();
        assertThat(Rows.query(database, "SELECT key FROM idempotency_keys")).containsExactly("evt-kept", "evt-parked");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void wrongCallsEndWithTwo() {
        assertThat(keys("list", "--state", "completed"))
                .isEqualTo(new Run(
                        2,
                        "",
                        "Invalid value for option '--state': it must be parked, exhausted or stuck."
                                + " Try 'aro-db keys list --help'."));
        assertThat(keys("list", "--limit", "0")).isEqualTo(new Run(2, "", "The value of limit must be above zero."));
        assertThat(keys("list", "--limit", "many").code()).isEqualTo(2);
        assertThat(keys("show", "--source", "stripe").err())
                .isEqualTo("Missing required option: '--key=KEY'. Try 'aro-db keys show --help'.");
        assertThat(keys("release", "--source", " ", "--key", "evt-1", "--yes"))
                .isEqualTo(new Run(2, "", "The value of idempotency source must be present and not blank."));
        assertThat(keys("purge").code()).isEqualTo(2);
        assertThat(Run.of("keys"))
                .isEqualTo(new Run(2, "", "Name a command: list, show, release or cleanup; see aro-db keys --help."));
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(Run.of("--help").out()).contains("migrate", "status", "validate", "rollback", "keys");
        assertThat(Run.of().err())
                .isEqualTo(
                        "Name a command: migrate, status, validate, rollback, keys, backup, open-backup, retention or scrub;"
                                + " see aro-db --help.");
        assertThat(Run.of("keys", "--help").out()).contains("list", "show", "release", "cleanup");
        assertThat(Run.of("keys", "release", "--help").out()).contains("--yes", "--scope", "--url", "--json");
    }

    @Test
    void neitherMakesNorMigratesADatabase(@Unmigrated TestDatabase empty, @TempDir Path directory) {
        Path absent = directory.resolve("absent.db");

        Run unmigrated = Run.of("keys", empty, "list");
        Run missing = Run.of("keys", "list", "--url", "jdbc:sqlite:" + absent);

        assertThat(unmigrated.code()).isEqualTo(1);
        assertThat(unmigrated.err())
                .isEqualTo(
                        "The database has no schema yet (aro_schema_history); run the command aro-db migrate first.");
        assertThat(Run.of("keys", empty, "cleanup").err()).isEqualTo(unmigrated.err());
        assertThat(missing.err())
                .isEqualTo(String.format(
                        Locale.ROOT,
                        "There is no file %s; correct the path, or create the database with aro-db migrate.",
                        absent));
        assertThat(Files.exists(absent)).isFalse();
    }
}
