package io.aro.db.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.customer.NewCustomer;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.spring.Contexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteDataSource;

/** A service with a SQLite file and no pool of its own. */
class StandaloneSqliteTest {

    private static final String PHONE = "+12025550101";

    @TempDir
    private Path folder;

    private ApplicationContextRunner with(String... properties) {
        return Contexts.runner().withPropertyValues(properties);
    }

    private ApplicationContextRunner inFile() {
        return with("aro.db.sqlite.file=" + folder.resolve("clinic.db"));
    }

    private FailureAnalysis refusal(String... properties) {
        List<FailureAnalysis> found = new ArrayList<>();
        with(properties).run(context -> found.add(Contexts.analysis(context.getStartupFailure())));
        return found.getFirst();
    }

    @Test
    void hasAPoolWithTheSettingsOfTheLibrary() {
        inFile().run(context -> {
            HikariDataSource pool = context.getBean(HikariDataSource.class);
            JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);

            assertThat(pool.getMaximumPoolSize()).isEqualTo(5);
            assertThat(jdbc.queryForObject("PRAGMA foreign_keys", Integer.class))
                    .isEqualTo(1);
            assertThat(jdbc.queryForObject("PRAGMA journal_mode", String.class)).isEqualTo("wal");
            assertThat(jdbc.queryForObject("PRAGMA synchronous", Integer.class)).isEqualTo(2);
            assertThat(jdbc.queryForObject("PRAGMA busy_timeout", Integer.class))
                    .isEqualTo(30_000);
            assertThat(jdbc.queryForObject("PRAGMA secure_delete", Integer.class))
                    .isEqualTo(1);
            assertThat(context.getBean(HostConfig.class).transactions()).isNotNull();
        });
    }

    @Test
    void takesReadersDurabilityAndWaitFromProperties() {
        inFile().withPropertyValues(
                        "aro.db.sqlite.readers=2", "aro.db.sqlite.durability=normal", "aro.db.sqlite.busy-timeout=5s")
                .run(context -> {
                    JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);

                    assertThat(context.getBean(HikariDataSource.class).getMaximumPoolSize())
                            .isEqualTo(3);
                    assertThat(jdbc.queryForObject("PRAGMA synchronous", Integer.class))
                            .isEqualTo(1);
                    assertThat(jdbc.queryForObject("PRAGMA busy_timeout", Integer.class))
                            .isEqualTo(5_000);
                });
    }

    @Test
    void createsAFileReadableByItsOwnerOnlyAndKeepsIt() {
        inFile().run(context ->
                context.getBean(AroDatabase.class).customers().upsertByPhone(NewCustomer.withPhone(PHONE)));
        inFile().run(context -> {
            assertThat(context.getBean(AroDatabase.class).customers().findByPhone(PHONE))
                    .isPresent();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("clinic.db"))))
                    .isEqualTo("rw-------");
        });
    }

    @Test
    void resolvesARelativeFileAgainstTheWorkingDirectory() {
        Path relative = Path.of("").toAbsolutePath().relativize(folder.resolve("here.db"));

        with("aro.db.sqlite.file=" + relative).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(folder.resolve("here.db")).exists();
        });
    }

    @Test
    void servesADatabaseInMemoryForTheLifeOfTheContext() {
        with("aro.db.sqlite.file=:memory:").run(context -> {
            AroDatabase db = context.getBean(AroDatabase.class);
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));

            transaction.executeWithoutResult(status -> db.customers().upsertByPhone(NewCustomer.withPhone(PHONE)));

            assertThat(db.customers().findByPhone(PHONE)).isPresent();
            assertThat(context.getBean(IdempotencyService.class)
                            .executeLeased(
                                    IdempotencyKey.of("stripe", "evt-1"),
                                    "{}",
                                    String.class,
                                    lease -> lease.inTransaction(tx -> "done")))
                    .isEqualTo(new Executed<>("done"));
        });
    }

    @Test
    void yieldsToAPoolOfTheService() {
        SQLiteDataSource own = new SQLiteDataSource();
        own.setUrl("jdbc:sqlite:" + folder.resolve("own.db") + "?foreign_keys=on");

        inFile().withBean("own", DataSource.class, () -> own).run(context -> {
            assertThat(context).getBeanNames(DataSource.class).containsExactly("own");
            assertThat(folder.resolve("clinic.db")).doesNotExist();
        });
    }

    @Test
    void yieldsToTheDatabaseOfATestContainer() {
        JdbcConnectionDetails container = new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "";
            }

            @Override
            public String getPassword() {
                return "";
            }

            @Override
            public String getJdbcUrl() {
                return "jdbc:sqlite:" + folder.resolve("container.db") + "?foreign_keys=on";
            }
        };

        inFile().withBean(JdbcConnectionDetails.class, () -> container).run(context -> {
            assertThat(context).hasSingleBean(DataSource.class);
            assertThat(folder.resolve("container.db")).exists();
            assertThat(folder.resolve("clinic.db")).doesNotExist();
        });
    }

    @Test
    void refusesAMissingFolder() {
        FailureAnalysis analysis = refusal("aro.db.sqlite.file=" + folder.resolve("absent/clinic.db"));

        assertThat(analysis.getDescription())
                .isEqualTo("The folder " + folder.resolve("absent") + " of aro.db.sqlite.file does not exist.");
        assertThat(analysis.getAction()).startsWith("Create the folder");
    }

    @Test
    void refusesAFolderInPlaceOfAFile() {
        FailureAnalysis analysis = refusal("aro.db.sqlite.file=" + folder);

        assertThat(analysis.getDescription()).contains("is a folder");
    }

    @Test
    void refusesTwoDatabases() {
        FailureAnalysis analysis = refusal(
                "aro.db.sqlite.file=" + folder.resolve("clinic.db"), "spring.datasource.url=jdbc:sqlite:other.db");

        assertThat(analysis.getDescription()).contains("name two databases");
        assertThat(folder.resolve("clinic.db")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "file=jdbc:sqlite:clinic.db, not the path of a file",
        "file=clinic.db?mode=ro, not the path of a file",
        "readers=0, aro.db.sqlite.readers is 0",
        "readers=65, aro.db.sqlite.readers is 65",
        "busy-timeout=-1s, aro.db.sqlite.busy-timeout is PT-1S"
    })
    void refusesAWrongValue(String property, String description) {
        FailureAnalysis analysis =
                refusal("aro.db.sqlite.file=" + folder.resolve("clinic.db"), "aro.db.sqlite." + property);

        assertThat(analysis.getDescription()).contains(description);
        assertThat(analysis.getAction()).startsWith("Set a");
    }

    @Test
    void listsTheDurabilitiesForAnotherValue() {
        FailureAnalysis analysis =
                refusal("aro.db.sqlite.file=" + folder.resolve("clinic.db"), "aro.db.sqlite.durability=most");

        assertThat(analysis.getDescription()).contains("aro.db.sqlite.durability", "most");
        assertThat(analysis.getAction()).contains("FULL", "NORMAL");
    }
}
