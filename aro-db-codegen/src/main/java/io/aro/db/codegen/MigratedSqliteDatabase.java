package io.aro.db.codegen;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.logging.LogFactory;
import org.flywaydb.core.api.logging.LogLevel;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.ParseUnknownFunctions;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.meta.DefaultRelations;
import org.jooq.meta.TableDefinition;
import org.jooq.meta.sqlite.SQLiteDatabase;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/**
 * Gives jOOQ's code generator an in-memory SQLite database that the migrations have just been applied to.
 *
 * <p>Named in the generator's {@code <database><name>}; it needs no JDBC configuration, no server and no file. The
 * property {@code locations} lists the folders of SQLite migrations, separated by commas, each
 * {@code classpath:…} or {@code filesystem:…}, in the order they are applied; it is {@code classpath:db/aro/sqlite} if
 * absent. Forced types of the configuration win over the {@link TypeMapping}.
 */
public final class MigratedSqliteDatabase extends SQLiteDatabase {

    private static final String LOCATIONS = "locations";
    private static final String HISTORY = "codegen_schema_history";
    private static final String ARO = "classpath:db/aro/sqlite";

    /** jOOQ parses the CREATE TABLE statements for the keys; their checks call functions that it does not know. */
    private static final Settings PARSER = new Settings().withParseUnknownFunctions(ParseUnknownFunctions.IGNORE);

    private @Nullable Connection connection;

    /** Is called by the code generator, which appends the configured forced types to those that are there. */
    public MigratedSqliteDatabase() {
        getConfiguredForcedTypes().addAll(TypeMapping.forcedTypes());
    }

    @Override
    protected DSLContext create0() {
        return DSL.using(connection(), SQLDialect.SQLITE, PARSER);
    }

    @Override
    protected List<TableDefinition> getTables0() throws SQLException {
        List<TableDefinition> tables = super.getTables0();
        tables.replaceAll(MigratedTable::of);
        return tables;
    }

    /** Leaves the checks out: they are in SQLite's own words, and the classes serve PostgreSQL, too. */
    @Override
    protected void loadCheckConstraints(DefaultRelations relations) {}

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The in-memory database did not close.", e);
        } finally {
            connection = null;
            super.close();
        }
    }

    private Connection connection() {
        if (connection == null) {
            connection = migrated(getProperties());
        }
        return connection;
    }

    /** A memdb database lives as long as one connection to it is open, here the one that is returned. */
    private static Connection migrated(Properties properties) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(String.format(Locale.ROOT, "jdbc:sqlite:file:/aro-codegen-%s?vfs=memdb", UUID.randomUUID()));
        try {
            Connection keeper = source.getConnection();
            // A build log should hold what went wrong and nothing else.
            LogFactory.setLogLevel(LogLevel.WARN);
            String[] locations = properties.getProperty(LOCATIONS, ARO).split(",", -1);
            for (String location : locations) {
                migrate(source, location.strip());
            }
            return keeper;
        } catch (SQLException e) {
            throw new IllegalStateException("The in-memory database did not open.", e);
        }
    }

    /** Sets Flyway up as the Migrator does; the history is dropped, so that the next location starts at its version 1. */
    private static void migrate(SQLiteDataSource source, String location) throws SQLException {
        Flyway.configure()
                .dataSource(source)
                .locations(location)
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .placeholderReplacement(false)
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE " + HISTORY);
        }
    }
}
