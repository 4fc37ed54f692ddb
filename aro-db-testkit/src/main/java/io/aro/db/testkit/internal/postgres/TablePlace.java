package io.aro.db.testkit.internal.postgres;

import io.aro.db.connection.PostgresConfig;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.internal.run.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The place of the tables in test databases. */
enum TablePlace {
    /** The tables are in the schema {@code public}. */
    PUBLIC,
    /** The tables are in the schema {@code biz_42}, beside a {@link PoisonedPublic}. */
    BUSINESS;

    /** The name of the room with the tables in a schema of a business, without a program before the server. */
    static final String ROOM = "schema";

    private static final String SCHEMA = "biz_42";

    static TablePlace of(Settings settings) {
        return settings.find(PostgresRoom.SETTING).filter(ROOM::equals).isPresent() ? BUSINESS : PUBLIC;
    }

    /** Returns the mark of the place in the names of databases. */
    String mark() {
        return this == PUBLIC ? "" : "_" + ROOM;
    }

    /** Creates the tables in a new database. */
    void fill(PostgresAddress database, List<MigrationSet> migrations) {
        Migrator migrator = Migrator.of(database.url(), database.user(), database.password());
        migrate(migrator, migrations);
        if (this == BUSINESS) {
            PoisonedPublic.in(database.url(), database.user(), database.password());
            createSchema(database);
            migrate(migrator.withSchema(SCHEMA), migrations);
        }
    }

    private static void migrate(Migrator migrator, List<MigrationSet> migrations) {
        migrator.migrate();
        migrations.forEach(set -> migrator.with(set).migrate());
    }

    private static void createSchema(PostgresAddress database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + SCHEMA);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Returns the address of a test's own connections, with the tables on their search path. */
    PostgresAddress forTests(PostgresAddress database) {
        return this == PUBLIC ? database : database.inSchema(SCHEMA);
    }

    /** Returns the configuration of the library, whose connections do not have the tables on their search path. */
    PostgresConfig forLibrary(PostgresConfig config) {
        return this == PUBLIC ? config : config.withSchema(SCHEMA);
    }
}
