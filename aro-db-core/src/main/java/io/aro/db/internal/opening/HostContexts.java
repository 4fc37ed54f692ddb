package io.aro.db.internal.opening;

import io.aro.db.connection.HostConfig;
import io.aro.db.connection.HostTransactions;
import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.ConfigurationException;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.dialect.JooqSettings;
import io.aro.db.internal.pool.Pools;
import io.aro.db.internal.session.Contexts;
import io.aro.db.internal.session.DatabaseFailures;
import io.aro.db.internal.session.ErasedNames;
import io.aro.db.internal.session.HostState;
import io.aro.db.internal.session.NestedTransactions;
import io.aro.db.migration.internal.session.TextEncoding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.ExecuteListenerProvider;
import org.jooq.SQLDialect;
import org.jooq.TransactionProvider;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/** The contexts of jOOQ over the connections of an application, and the checks of such a connection. */
final class HostContexts {

    private HostContexts() {}

    /** Returns a context over the application's own, whose transactions are begun by its provider. */
    static DSLContext of(DSLContext applications, HostState state) {
        Configuration theirs = applications.configuration();
        Dialect.of(theirs);
        // A connection that the application lends may be in a transaction; one of a pool must not be.
        ErasedNames names = new ErasedNames();
        check(applications, theirs.connectionProvider() instanceof DataSourceConnectionProvider, names);
        TransactionProvider provider = theirs.transactionProvider();
        Configuration ours = theirs.derive(JooqSettings.over(theirs.settings(), theirs.dialect()));
        ours.set(NestedTransactions.of(provider, state));
        ours.set(new Present(theirs));
        ours.data(ErasedNames.class, names);
        return ours.dsl();
    }

    /** Returns contexts whose connections and transactions are their own. */
    static Contexts own(DataSource pool, HostConfig config, ErasedNames names) {
        DSLContext own = configuration(pool, config, names, config.timeLimits().statement())
                .dsl();
        DSLContext aside =
                configuration(pool, config, names, Pools.RENEWAL_LOCK).dsl();
        return new Contexts(own, own, own, own, aside);
    }

    /** Checks a pool by one of its connections. */
    static void check(Contexts own, ErasedNames names) {
        check(own.writer(), true, names);
    }

    /**
     * Checks the connections on which the library takes part in the transactions of an application, which may come from
     * another pool. Inside a transaction auto-commit is off.
     */
    static void check(HostTransactions transactions, HostConfig config, ErasedNames names) {
        check(joining(transactions, config, names), !transactions.isActive(), names);
    }

    /** Returns a context that takes part in the transactions of the application. */
    static DSLContext joining(HostTransactions transactions, HostConfig config, ErasedNames names) {
        Configuration joining = configuration(
                transactions.connections(), config, names, config.timeLimits().statement());
        joining.set(NestedTransactions.of(transactions));
        return joining.dsl();
    }

    private static Configuration configuration(
            DataSource source, HostConfig config, ErasedNames names, Duration limit) {
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.set(config.dialect());
        configuration.set(JooqSettings.create(config.dialect()));
        configuration.set(new DataSourceConnectionProvider(source));
        configuration.set(Stream.concat(limiting(config, limit), config.statementListeners().stream())
                .toArray(ExecuteListenerProvider[]::new));
        configuration.data(ErasedNames.class, names);
        FieldCipher cipher = config.cipher();
        if (cipher != null) {
            configuration.data(FieldCipher.class, cipher);
        }
        return configuration;
    }

    /** On SQLite the driver would take the limit of a statement for that of the lock on the file, which is the pool's. */
    private static Stream<ExecuteListenerProvider> limiting(HostConfig config, Duration limit) {
        return config.dialect().family() == SQLDialect.POSTGRES
                ? Stream.of(new DefaultExecuteListenerProvider(StatementLimit.of(limit)))
                : Stream.empty();
    }

    private static void check(DSLContext context, boolean ofPool, ErasedNames names) {
        try {
            context.connection(connection -> {
                if (ofPool && !connection.getAutoCommit()) {
                    throw new ConfigurationException(
                            "The pool gives connections with auto-commit off, so that writes outside a transaction are"
                                    + " never committed; turn it on (HikariCP: setAutoCommit(true), Spring Boot:"
                                    + " spring.datasource.hikari.auto-commit=true).");
                }
                if (context.family() == SQLDialect.SQLITE) {
                    checkSqlite(drivers(connection));
                } else {
                    TextEncoding.requireOnPostgres(connection);
                }
                if (connection.getAutoCommit()) {
                    RuleTable.requireSameIfThere(connection, context.dialect());
                    names.loadIfThere(connection, context.dialect());
                }
            });
        } catch (RuntimeException e) {
            throw DatabaseFailures.translated(e);
        }
    }

    private static void checkSqlite(Connection connection) throws SQLException {
        if (!hasForeignKeys(connection)) {
            throw new ConfigurationException(
                    "The pool gives connections on which SQLite enforces no foreign keys; add ?foreign_keys=on"
                            + " to its URL, or call SQLiteConfig.enforceForeignKeys(true).");
        }
        TextEncoding.requireOnSqlite(connection);
    }

    /** Returns the driver's own connection, so that nothing that counts statements is told of the questions. */
    private static Connection drivers(Connection connection) throws SQLException {
        return connection.isWrapperFor(SQLiteConnection.class) ? connection.unwrap(SQLiteConnection.class) : connection;
    }

    private static boolean hasForeignKeys(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA foreign_keys")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Asks the application's configuration anew each time, whose provider may bind connections to threads. */
    private record Present(Configuration applications) implements ConnectionProvider {

        @Override
        public @Nullable Connection acquire() {
            return applications.connectionProvider().acquire();
        }

        @Override
        public void release(Connection connection) {
            applications.connectionProvider().release(connection);
        }
    }
}
