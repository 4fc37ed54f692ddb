package io.aro.db.spring.endpoint;

import static io.aro.db.testkit.builder.Builders.aDeadLetter;
import static io.aro.db.testkit.builder.Builders.anIdempotencyKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.migration.MigrationSet;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.spring.retention.AroRetentionJob;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.workflow.DeadLetter;
import io.aro.db.workflow.NewDeadLetter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The answer of the endpoint. */
@BothEngines
class AroDbEndpointTest {

    private static final String SECRET = "+15551234567";

    private final TestDatabase database;

    AroDbEndpointTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void describesTheSchema() {
        AroDbDescriptor.Schema schema = state(database.open(), null).schema();

        int newest = MigrationSet.aro().sqliteScripts().getLast().version();
        assertThat(schema)
                .isEqualTo(new AroDbDescriptor.Schema(
                        database.engine().isPostgres() ? "PostgreSQL" : "SQLite", "current", newest, newest));
    }

    @Test
    void listsKeysInNeedOfAttention() {
        AroDatabase db = database.open();
        anIdempotencyKey().parked().insert(db);
        anIdempotencyKey().exhausted().insert(db);
        anIdempotencyKey().completed().insert(db);

        AroDbDescriptor.Keys keys = state(db, null).keys();

        assertThat(keys.parked())
                .singleElement()
                .satisfies(key -> assertThat(key.attempts()).isEqualTo(1));
        assertThat(keys.exhausted()).hasSize(1);
        assertThat(keys.stuck()).isEmpty();
    }

    @Test
    void listsUnresolvedDeadLetters() {
        AroDatabase db = database.open();
        DeadLetter letter = aDeadLetter().insert(db.session());
        aDeadLetter().archived().insert(db.session());

        assertThat(state(db, null).deadLetters())
                .singleElement()
                .isEqualTo(new AroDbDescriptor.Letter(
                        letter.id(), letter.workflowId(), letter.attempts(), letter.lastAttemptAt()));
    }

    @Test
    void limitsItsLists() {
        AroDatabase db = database.open();
        for (int i = 0; i <= AroDbEndpoint.LIMIT; i++) {
            aDeadLetter().insert(db.session());
        }

        AroDbDescriptor state = state(db, null);

        assertThat(state.deadLetters()).hasSize(AroDbEndpoint.LIMIT);
        assertThat(state.limit()).isEqualTo(AroDbEndpoint.LIMIT);
    }

    @Test
    void showsNeitherPersonalDataNorPayloads() {
        AroDatabase db = database.open();
        anIdempotencyKey().key(IdempotencyKey.of("twilio", SECRET)).parked().insert(db);
        anIdempotencyKey()
                .key(IdempotencyKey.of("twilio", "SM0123456789:" + SECRET))
                .parked()
                .insert(db);
        anIdempotencyKey().key(IdempotencyKey.of("own", "ada@x.org")).parked().insert(db);
        db.deadLetters()
                .create(NewDeadLetter.ofSkill("remind")
                        .withContext(Map.of("phone", SECRET))
                        .withError(Map.of("body", SECRET)));

        String json = JsonMapper.shared().writeValueAsString(state(db, null));

        assertThat(json).contains("SM01…").doesNotContain(SECRET, "4567", "ada", "phone", "body");
    }

    @Test
    void reportsTheLastRetention(@TempDir Path folder) {
        AroDatabase db = database.open();
        AroRetentionJob job = new AroRetentionJob(
                db.retention(FileArchive.in(folder)), RetentionPolicy.defaults(), database.clock(), event -> {});

        assertThat(state(db, job).lastRetention()).isNull();
        job.run();

        assertThat(state(db, job).lastRetention()).isInstanceOfSatisfying(AroDbDescriptor.Run.class, run -> {
            assertThat(run.startedAt()).isEqualTo(database.clock().instant());
            assertThat(run.failure()).isNull();
            assertThat(run.counts()).containsKey("keys");
        });
    }

    private static AroDbDescriptor state(AroDatabase db, @Nullable AroRetentionJob job) {
        return new AroDbEndpoint(db, job).state();
    }
}
