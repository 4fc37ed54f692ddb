package io.aro.db.connection;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.fixture.PlainSource;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jooq.impl.DSL;

/** A process with a database opened through each entry point, and the log lines printed under headings. */
final class OpeningProcess {

    private final AroDatabaseConfig config;

    private OpeningProcess(AroDatabaseConfig config) {
        this.config = config;
    }

    /**
     * Runs in the process.
     *
     * @param arguments the folder for temporary files
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        OpeningProcess process = new OpeningProcess(ChildProcess.database());
        Migrator migrator = process.migrator();
        Flyway applications = process.flywayOfTheApplication("before_ours");
        door("new", process::open);
        door("again", process::open);
        door("current", () -> migrator.requireCurrent());
        migrator.rollback(migrator.status().latestVersion() - 1);
        door("upgrade", process::open);
        migrator.rollback(0);
        door("migrator", migrator::migrate);
        PlainSource plain = PlainSource.of(process.config);
        door(
                "over",
                () -> AroDatabase.over(DSL.using(plain.dataSource(), plain.dialect()))
                        .close());
        door(
                "over a pool",
                () -> AroDatabase.over(plain.dataSource(), HostConfig.of(plain.dialect()))
                        .close());
        door("memory", () -> AroDatabase.inMemory().close());
        door(
                "full",
                () -> Migrator.of(String.format(
                                Locale.ROOT, "jdbc:sqlite:%s?max_page_count=50", folder.resolve("full.db")))
                        .migrate());
        door("no database", () -> AroDatabase.sqlite(folder).close());
        door("application's Flyway", applications::migrate);
        door(
                "application's later Flyway",
                () -> process.flywayOfTheApplication("after_ours").migrate());
    }

    private static void door(String name, Runnable opening) {
        System.out.println("== " + name);
        try {
            opening.run();
        } catch (AroDatabaseException e) {
            System.out.println("== failed");
        }
    }

    private void open() {
        AroDatabase.open(
                        switch (config) {
                            case SqliteConfig sqlite -> sqlite;
                            case PostgresConfig postgres -> postgres.withMigration();
                        })
                .close();
    }

    private Migrator migrator() {
        return switch (config) {
            case SqliteConfig sqlite -> Migrator.of(SqliteConfig.PREFIX + sqlite.file());
            case PostgresConfig postgres -> Migrator.of(postgres.url(), postgres.user(), postgres.password());
        };
    }

    private Flyway flywayOfTheApplication(String history) {
        return Flyway.configure()
                .dataSource(PlainSource.of(config).dataSource())
                .locations("classpath:db/opening")
                .table(history)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(Map.of("table", "opened_" + history))
                .load();
    }
}
