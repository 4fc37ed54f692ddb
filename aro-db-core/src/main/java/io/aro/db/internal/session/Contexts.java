package io.aro.db.internal.session;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.HostTransactions;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.crypto.FieldCipher;
import io.aro.db.internal.dialect.JooqSettings;
import io.aro.db.internal.pool.Pools;
import java.sql.Connection;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.ExecuteListenerProvider;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of jOOQ in which statements run, over pools of the library or over the connections of an application.
 *
 * @param writer runs statements that may write
 * @param reader runs queries outside transactions
 * @param snapshots runs transactions that read one snapshot
 * @param primarySnapshots runs such transactions on the primary, since a replica may lag
 * @param aside renews leases where no connection is reserved for that
 */
public record Contexts(
        DSLContext writer, DSLContext reader, DSLContext snapshots, DSLContext primarySnapshots, DSLContext aside) {

    /** Returns contexts over the pools of a configuration. */
    public static Contexts of(Pools pools, AroDatabaseConfig config, ErasedNames names) {
        SQLDialect dialect = config instanceof SqliteConfig ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
        UnaryOperator<DataSource> decorator = config.decorator();
        DSLContext writer = DSL.using(decorator.apply(pools.writer()), dialect, Pools.settings(config));
        DSLContext reader = DSL.using(decorator.apply(pools.reader()), dialect, Pools.settings(config));
        addData(writer.configuration(), config.cipher(), names);
        addData(reader.configuration(), config.cipher(), names);
        // On SQLite all connections read the same file, and the only one that writes is left to writers.
        DSLContext primary = config instanceof SqliteConfig ? reader : writer;
        return new Contexts(writer, reader, reader, primary, writer);
    }

    /** Returns contexts over the pool of an application, whose connections and transactions are their own. */
    public static Contexts over(DataSource pool, HostConfig config, ErasedNames names) {
        DSLContext own =
                over(pool, config, names, config.timeLimits().statement()).dsl();
        DSLContext aside = over(pool, config, names, Pools.RENEWAL_LOCK).dsl();
        return new Contexts(own, own, own, own, aside);
    }

    /** Returns a single context over the application's own for everything, whose transactions its provider begins. */
    public static Contexts over(DSLContext applications, HostState state, ErasedNames names) {
        Configuration theirs = applications.configuration();
        Configuration ours = theirs.derive(JooqSettings.over(theirs.settings(), theirs.dialect()));
        ours.set(NestedTransactions.of(theirs.transactionProvider(), state));
        ours.set(new Present(theirs));
        ours.data(ErasedNames.class, names);
        DSLContext single = ours.dsl();
        return new Contexts(single, single, single, single, single);
    }

    /** Returns a context that takes part in the transactions of an application. */
    public static DSLContext joining(HostTransactions transactions, HostConfig config, ErasedNames names) {
        Configuration joining = over(
                transactions.connections(), config, names, config.timeLimits().statement());
        joining.set(NestedTransactions.of(transactions));
        return joining.dsl();
    }

    /** Returns these contexts with another one for writes and queries outside transactions of the library. */
    public Contexts withReadsAndWrites(DSLContext joining) {
        return new Contexts(joining, joining, snapshots, primarySnapshots, aside);
    }

    private static Configuration over(DataSource source, HostConfig config, ErasedNames names, Duration limit) {
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.set(config.dialect());
        configuration.set(JooqSettings.create(config.dialect()));
        configuration.set(new DataSourceConnectionProvider(source));
        configuration.set(Stream.concat(limiting(config, limit), config.statementListeners().stream())
                .toArray(ExecuteListenerProvider[]::new));
        addData(configuration, config.cipher(), names);
        return configuration;
    }

    private static void addData(Configuration configuration, @Nullable FieldCipher cipher, ErasedNames names) {
        configuration.data(ErasedNames.class, names);
        if (cipher != null) {
            configuration.data(FieldCipher.class, cipher);
        }
    }

    /** On SQLite the driver would take the limit of a statement for that of the lock on the file, which is the pool's. */
    private static Stream<ExecuteListenerProvider> limiting(HostConfig config, Duration limit) {
        return config.dialect().family() == SQLDialect.POSTGRES
                ? Stream.of(new DefaultExecuteListenerProvider(StatementLimit.of(limit)))
                : Stream.empty();
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
