package io.aro.db.internal.session;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.HostTransactions;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.connection.WritePosition;
import io.aro.db.crypto.FieldCipher;
import io.aro.db.internal.dialect.JooqSettings;
import io.aro.db.internal.pool.Pools;
import io.aro.db.internal.pool.ReplicaMonitor;
import io.aro.db.internal.pool.ReplicaSource;
import io.aro.db.internal.statement.RenderedStatements;
import io.aro.db.internal.statement.StatementLimit;
import io.aro.db.internal.value.Values;
import java.sql.Connection;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.ExecuteListenerProvider;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jspecify.annotations.Nullable;

/**
 * The jOOQ contexts of a database, over the library's pools or over the connections of a host application.
 *
 * @param writer the context of statements with write access
 * @param reader the context of queries outside transactions, on the primary
 * @param lagging the context of queries outside transactions, on a replica if there is one
 * @param snapshots the context of read-only transactions on a snapshot, on a replica if there is one
 * @param aside the context of lease renewals without a reserved connection
 * @param replica the connections of {@code lagging}; null without a replica
 */
public record Contexts(
        DSLContext writer,
        DSLContext reader,
        DSLContext lagging,
        DSLContext snapshots,
        DSLContext aside,
        @Nullable ReplicaSource replica) {

    /** Returns contexts over the library's pools. */
    public static Contexts of(Pools pools, AroDatabaseConfig config, ErasedNames names) {
        SQLDialect dialect = config instanceof SqliteConfig ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
        DataSource writers = config.decorator().apply(pools.writer());
        DataSource readers = config.decorator().apply(pools.reader());
        ReplicaMonitor monitor = pools.replica();
        ReplicaSource replica = monitor == null ? null : new ReplicaSource(writers, readers, monitor);
        DSLContext writer = over(writers, Pools.limit(pools.writer(), config), config, dialect, names);
        DataSource source = replica == null ? readers : replica;
        // A read may fall back to the primary, so the limit of either holds.
        Duration limit = limit(pools, config);
        DSLContext reader = over(source, limit, config, dialect, names);
        return new Contexts(writer, replica == null ? reader : writer, reader, reader, writer, replica);
    }

    /** Returns a copy whose reads from the replica see all writes up to the position. */
    Contexts after(WritePosition position) {
        Values.required("position", position);
        if (replica == null) {
            return this;
        }
        ReplicaSource later = replica.after(position);
        DSLContext reads = PoolTransactions.in(lagging.configuration().derive(new DataSourceConnectionProvider(later)))
                .dsl();
        return new Contexts(writer, reader, reads, reads, aside, later);
    }

    private static @Nullable Duration limit(Pools pools, AroDatabaseConfig config) {
        Duration limit = Pools.limit(pools.reader(), config);
        return limit == null ? Pools.limit(pools.writer(), config) : limit;
    }

    private static DSLContext over(
            DataSource source,
            @Nullable Duration limit,
            AroDatabaseConfig config,
            SQLDialect dialect,
            ErasedNames names) {
        DSLContext dsl = DSL.using(source, dialect, settings(config, limit));
        addData(PoolTransactions.in(dsl.configuration()), config.cipher(), names);
        RenderedStatements.in(dsl.configuration(), limit == null ? null : StatementLimit.of(limit));
        return dsl;
    }

    /** Returns the jOOQ settings, with the limit of statements for the driver if there is one. */
    static Settings settings(AroDatabaseConfig config, @Nullable Duration limit) {
        Settings settings = switch (config) {
            case SqliteConfig sqlite -> JooqSettings.create(SQLDialect.SQLITE, null);
            case PostgresConfig postgres -> JooqSettings.create(SQLDialect.POSTGRES, postgres.schema());
        };
        return limit == null
                ? settings
                : settings.withQueryTimeout(StatementLimit.of(limit).seconds());
    }

    /** Returns contexts over the pool of a host application, with transactions independent of the host's. */
    public static Contexts over(DataSource pool, HostConfig config, ErasedNames names) {
        DSLContext own =
                over(pool, config, names, config.timeLimits().statement()).dsl();
        DSLContext aside = over(pool, config, names, Pools.RENEWAL_LOCK).dsl();
        return new Contexts(own, own, own, own, aside, null);
    }

    /**
     * Returns a single context for all purposes, over the context and the transaction provider of a host application.
     */
    public static Contexts over(DSLContext applications, HostState state, ErasedNames names) {
        Configuration theirs = applications.configuration();
        Configuration ours = theirs.derive(JooqSettings.over(theirs.settings(), theirs.dialect()));
        ours.set(NestedTransactions.of(theirs.transactionProvider(), state));
        ours.set(new Present(theirs));
        ours.data(ErasedNames.class, names);
        if (isPlain(theirs)) {
            RenderedStatements.in(ours, null);
        }
        DSLContext single = ours.dsl();
        return new Contexts(single, single, single, single, single, null);
    }

    /** Returns a context joined to the transactions of a host application. */
    public static DSLContext joining(HostTransactions transactions, HostConfig config, ErasedNames names) {
        Configuration joining = over(
                transactions.connections(), config, names, config.timeLimits().statement());
        joining.set(NestedTransactions.of(transactions));
        return joining.dsl();
    }

    /** Returns a copy with the given context for writes and for queries outside transactions. */
    public Contexts withReadsAndWrites(DSLContext joining) {
        return new Contexts(joining, joining, joining, snapshots, aside, null);
    }

    private static Configuration over(DataSource source, HostConfig config, ErasedNames names, Duration limit) {
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.set(config.dialect());
        configuration.set(JooqSettings.create(config.dialect(), config.schema()));
        configuration.set(new DataSourceConnectionProvider(source));
        StatementLimit limiting = limiting(config, limit);
        configuration.set(Stream.concat(
                        Stream.ofNullable(limiting).map(DefaultExecuteListenerProvider::new),
                        config.statementListeners().stream())
                .toArray(ExecuteListenerProvider[]::new));
        if (config.statementListeners().isEmpty()) {
            RenderedStatements.in(configuration, limiting);
        }
        addData(PoolTransactions.in(configuration), config.cipher(), names);
        return configuration;
    }

    private static void addData(Configuration configuration, @Nullable FieldCipher cipher, ErasedNames names) {
        configuration.data(ErasedNames.class, names);
        if (cipher != null) {
            configuration.data(FieldCipher.class, cipher);
        }
    }

    /**
     * Returns the statement limit, or null on SQLite. SQLite's driver would apply a query timeout to the file lock,
     * whose wait is the pool's.
     */
    private static @Nullable StatementLimit limiting(HostConfig config, Duration limit) {
        return config.dialect().family() == SQLDialect.POSTGRES ? StatementLimit.of(limit) : null;
    }

    /** Returns whether the host application's configuration changes or observes no statement of jOOQ. */
    private static boolean isPlain(Configuration theirs) {
        Settings settings = theirs.settings();
        return theirs.executeListenerProviders().length == 0
                && theirs.visitListenerProviders().length == 0
                && Objects.requireNonNullElse(settings.getQueryTimeout(), 0) == 0
                && Objects.requireNonNullElse(settings.getFetchSize(), 0) == 0;
    }

    /**
     * The current connection provider of the host's configuration. Resolved for each connection: the provider may bind
     * connections to threads.
     */
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
