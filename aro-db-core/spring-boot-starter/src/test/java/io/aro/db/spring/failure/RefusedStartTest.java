package io.aro.db.spring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.crypto.Keysets;
import io.aro.db.crypto.TinkCipher;
import io.aro.db.error.ConfigurationException;
import io.aro.db.spring.Contexts;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** The analysis of each start that the library or the starter refuses. */
@BothEngines
class RefusedStartTest {

    private final TestDatabase database;
    private final TestDatabase empty;

    @TempDir
    private Path folder;

    RefusedStartTest(TestDatabase database, @Unmigrated TestDatabase empty) {
        this.database = database;
        this.empty = empty;
    }

    private static FailureAnalysis refusal(ApplicationContextRunner runner) {
        List<FailureAnalysis> found = new ArrayList<>();
        runner.run(context -> {
            assertThat(context).hasFailed();
            found.add(Contexts.analysis(context.getStartupFailure()));
        });
        return found.getFirst();
    }

    private static String action(FailureAnalysis analysis) {
        return Objects.requireNonNull(analysis.getAction());
    }

    @Test
    void ofAPoolWithoutAutoCommit() {
        FailureAnalysis analysis =
                refusal(Contexts.on(database).withPropertyValues("spring.datasource.hikari.auto-commit=false"));

        assertThat(analysis.getDescription()).contains("auto-commit off");
        assertThat(action(analysis)).startsWith("Turn").contains("spring.datasource.hikari.auto-commit=true");
    }

    @BothEngines(Engine.SQLITE)
    void ofASqlitePoolOfBootWithoutForeignKeys() {
        FailureAnalysis analysis =
                refusal(Contexts.on(database).withPropertyValues("spring.datasource.url=" + database.jdbcUrl()));

        assertThat(analysis.getDescription()).contains("without foreign key enforcement");
        assertThat(action(analysis)).contains("foreign_keys=on", "aro.db.sqlite.file");
    }

    @BothEngines(Engine.POSTGRES_18)
    void ofAPoolOfOneConnection() {
        FailureAnalysis analysis =
                refusal(Contexts.on(database).withPropertyValues("spring.datasource.hikari.maximum-pool-size=1"));

        assertThat(analysis.getDescription()).contains("single connection");
        assertThat(action(analysis)).contains("spring.datasource.hikari.maximum-pool-size");
    }

    @BothEngines(Engine.POSTGRES_18)
    void ofAServerThatIsDown() throws IOException {
        int port = freePort();

        FailureAnalysis analysis = refusal(Contexts.on(database)
                .withPropertyValues(
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:" + port + "/clinic",
                        "spring.datasource.hikari.initialization-fail-timeout=1",
                        "spring.datasource.hikari.connection-timeout=250"));

        assertThat(analysis.getDescription()).contains("cannot be reached");
        assertThat(action(analysis)).contains("host", "port");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @BothEngines(Engine.POSTGRES_18)
    void ofADatabaseThatDoesNotExist() {
        FailureAnalysis analysis = refusal(
                Contexts.on(database).withPropertyValues("spring.datasource.url=" + database.jdbcUrl() + "_absent"));

        assertThat(analysis.getDescription()).contains("no database of that name");
    }

    @Test
    void ofASchemaNewerThanTheLibrary() {
        String isDone = database.engine().isPostgres() ? "true" : "1";
        Contexts.on(database).run(context -> {
            JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
            jdbc.update("INSERT INTO aro_schema_history (installed_rank, version, description, type, script, checksum,"
                    + " installed_by, execution_time, success) SELECT max(installed_rank) + 1, '999', 'later', 'SQL',"
                    + " 'V999__later.sql', 1, 'test', 1, " + isDone + " FROM aro_schema_history");
            jdbc.update("INSERT INTO aro_schema_versions (version, oldest_library) VALUES (999, 999)");
        });

        FailureAnalysis analysis = refusal(Contexts.on(database));

        assertThat(analysis.getDescription()).contains("version 999");
        assertThat(action(analysis)).isEqualTo("Upgrade the library.");
    }

    @BothEngines(Engine.POSTGRES_18)
    void ofARoleWithoutTheRightToCreateTables() {
        Contexts.on(empty).withPropertyValues("aro.db.enabled=false").run(context -> {
            JdbcTemplate owner = context.getBean(JdbcTemplate.class);
            owner.execute("DROP ROLE IF EXISTS starter_reader");
            owner.execute("CREATE ROLE starter_reader LOGIN PASSWORD 'starter'");
            owner.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        });

        FailureAnalysis analysis = refusal(Contexts.on(empty)
                .withPropertyValues("spring.datasource.username=starter_reader", "spring.datasource.password=starter"));

        Contexts.on(empty)
                .withPropertyValues("aro.db.enabled=false")
                .run(context -> context.getBean(JdbcTemplate.class).execute("DROP ROLE starter_reader"));
        assertThat(analysis.getDescription()).contains("may not create or change the tables");
        assertThat(action(analysis)).contains("aro-db migrate", "aro.db.schema.mode=verify");
    }

    @BothEngines(Engine.SQLITE)
    void ofAMissingKeyset() {
        FailureAnalysis analysis = refusal(
                Contexts.on(database).withPropertyValues("aro.db.secrets.keyset=" + folder.resolve("absent.json")));

        assertThat(analysis.getDescription()).contains("absent.json does not exist");
        assertThat(action(analysis)).contains("Keysets.create");
    }

    @BothEngines(Engine.SQLITE)
    void ofAKeysetReadableByOthersAndOfAFileWithoutKeys() throws IOException {
        Path keyset = folder.resolve("keys.json");
        Files.writeString(keyset, "{}");
        Files.setPosixFilePermissions(keyset, PosixFilePermissions.fromString("rw-r--r--"));
        ApplicationContextRunner service = Contexts.on(database).withPropertyValues("aro.db.secrets.keyset=" + keyset);

        assertThat(action(refusal(service))).contains("chmod 600");

        Files.setPosixFilePermissions(keyset, PosixFilePermissions.fromString("rw-------"));
        assertThat(refusal(service).getDescription()).contains("is not a keyset");
    }

    @BothEngines(Engine.SQLITE)
    void neverOfAKeysetThatFits() {
        Path keyset = folder.resolve("keys.json");
        Keysets.create(keyset);

        Contexts.on(database)
                .withPropertyValues("aro.db.secrets.keyset=" + keyset)
                .run(context -> assertThat(context.getBean(FieldCipher.class)).isInstanceOf(TinkCipher.class));
    }

    @BothEngines(Engine.SQLITE)
    void ofAWrongPolicyAndAWrongSchedule() {
        FailureAnalysis policy =
                refusal(Contexts.on(database).withPropertyValues("aro.db.idempotency.policies.calendly.response=30d"));
        FailureAnalysis schedule =
                refusal(Contexts.on(database).withPropertyValues("aro.db.idempotency.cleanup.cron=nightly"));

        assertThat(policy.getDescription()).contains("policies.calendly", "response");
        assertThat(schedule.getDescription()).contains("aro.db.idempotency.cleanup.cron", "'nightly'");
        assertThat(action(schedule)).contains("six fields");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aro.db.schema.mode=always", "aro.db.transactions.execute=maybe"})
    void ofAWrongChoiceWithTheRightOnes(String property) {
        FailureAnalysis analysis = refusal(Contexts.on(database).withPropertyValues(property));

        assertThat(action(analysis)).containsAnyOf("MIGRATE", "REFUSE");
    }

    @BothEngines(Engine.SQLITE)
    void ofAnOldJooqByTheSentenceOfTheLibrary() {
        FailureAnalysis analysis = Contexts.analysis(new ConfigurationException(
                "jOOQ 3.19.24 is on the class path, and aro-db needs 3.21 or newer; set the version of org.jooq:jooq,"
                        + " in a build on Spring Boot the property jooq.version."));

        assertThat(analysis.getDescription())
                .isEqualTo("jOOQ 3.19.24 is on the class path, and aro-db needs 3.21 or newer.");
        assertThat(action(analysis)).startsWith("Set the version").contains("jooq.version");
    }
}
