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
 * The database of jOOQ's code generator: an in-memory SQLite database, freshly migrated.
 *
 * <p>Name the class in {@code <database><name>} of the generator. It needs no JDBC configuration, no server
 * and no file.
 *
 * <p>The property {@code locations} lists the folders of SQLite migrations, separated by commas and applied
 * in this order. Each is {@code classpath:…} or {@code filesystem:…}; the default is
 * {@code classpath:db/aro/sqlite}. Forced types of the configuration take precedence over the {@link TypeMapping}.
 */
public final class MigratedSqliteDatabase extends SQLiteDatabase {

    private static final String LOCATIONS = "locations";
    private static final String HISTORY = "codegen_schema_history";
    private static final String ARO = "classpath:db/aro/sqlite";

    /** jOOQ parses CREATE TABLE statements for their keys. The checks call functions unknown to jOOQ. */
    private static final Settings PARSER = new Settings().withParseUnknownFunctions(ParseUnknownFunctions.IGNORE);

    private @Nullable Connection connection;

    /** Called by the code generator, which appends the configured forced types to the defaults. */
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

    /** Skips the checks: they are SQLite's, and the generated classes also serve PostgreSQL. */
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

    /** Returns an open connection to a migrated memdb database. The database lives until the connection is closed. */
    private static Connection migrated(Properties properties) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(String.format(Locale.ROOT, "jdbc:sqlite:file:/aro-codegen-%s?vfs=memdb", UUID.randomUUID()));
        try {
            Connection keeper = source.getConnection();
            // A build log should only hold failures.
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

    /** Configures Flyway like the Migrator. Drops the history, as the next location starts again at version 1. */
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
