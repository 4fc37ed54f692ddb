package io.aro.db.surroundings;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.fixture.Business;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.internal.postgres.PoisonedPublic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every public call in a schema of its own, beside a schema {@code public} that answers wrongly and refuses writes. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(300)
class AnySchemaTest {

    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    AnySchemaTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void poisonPublic() {
        PoisonedPublic.in(database.jdbcUrl(), database.user(), database.password());
    }

    @Test
    void everyCallWorksBesideAPoisonedPublic() throws Exception {
        List<String> expected = livedAlone();

        Business business = Business.create(database, "biz_42");

        try (AroDatabase db = business.open()) {
            assertThat(lived(db)).isEqualTo(expected);
        }
        business.migrator().validate();
        business.migrator().rollback(0);
    }

    @Test
    void everyCallWorksOverThePoolOfAnApplication() throws Exception {
        List<String> expected = livedAlone();

        Business business = Business.create(database, "biz_42");
        HostConfig config = HostConfig.of(SQLDialect.POSTGRES)
                .withSchema(business.schema())
                .withPlaintextSecrets()
                .withClock(database.clock())
                .withRandom(new Random(1));

        try (AroDatabase db = AroDatabase.over(business.pool(), config)) {
            assertThat(lived(db)).isEqualTo(expected);
        }
        business.migrator().validate();
    }

    /** Lives the story in another database, whose tables are in the schema {@code public}. */
    private List<String> livedAlone() throws IOException {
        TestDatabase alone = database.sibling();
        alone.clock().set(database.clock().instant());
        try (AroDatabase db = new Business(alone, "public").open()) {
            return lived(db);
        }
    }

    private List<String> lived(AroDatabase db) throws IOException {
        return Story.live(db, Files.createTempDirectory(folder, "archive"));
    }
}
