package io.aro.db.connection;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** Is a process that opens a database by one door after the other, each under a heading, and prints what it logs. */
final class OpeningProcess {

    private final AroDatabaseConfig config;

    private OpeningProcess(AroDatabaseConfig config) {
        this.config = config;
    }

    /**
     * Runs in the process.
     *
     * @param arguments the folder for files that are made on the way
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
        door(
                "over",
                () -> AroDatabase.over(DSL.using(process.dataSource(), process.dialect()))
                        .close());
        door("memory", () -> AroDatabase.inMemory().close());
        door(
                "full",
                () -> Migrator.of("jdbc:sqlite:%s?max_page_count=50".formatted(folder.resolve("full.db")))
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
                            case PostgresConfig postgres -> postgres.migrating();
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
                .dataSource(dataSource())
                .locations("classpath:db/opening")
                .table(history)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(Map.of("table", "opened_" + history))
                .load();
    }

    private DataSource dataSource() {
        return switch (config) {
            case SqliteConfig sqlite -> {
                SQLiteDataSource source = new SQLiteDataSource();
                source.setUrl(SqliteConfig.PREFIX + sqlite.file());
                yield source;
            }
            case PostgresConfig postgres -> {
                PGSimpleDataSource source = new PGSimpleDataSource();
                source.setUrl(postgres.url());
                source.setUser(postgres.user());
                source.setPassword(postgres.password());
                yield source;
            }
        };
    }

    private SQLDialect dialect() {
        return config instanceof SqliteConfig ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
    }
}
