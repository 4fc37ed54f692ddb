package io.aro.db.internal.opening;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.HostTransactions;
import io.aro.db.connection.TimeLimits;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.observation.Observers;
import io.aro.db.internal.pool.Pools;
import io.aro.db.internal.pool.PostgresRoute;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.Contexts;
import io.aro.db.internal.session.ErasedNames;
import io.aro.db.internal.session.HostGate;
import io.aro.db.internal.session.HostLosses;
import io.aro.db.internal.session.HostState;
import io.aro.db.internal.session.OnFirstUse;
import io.aro.db.internal.session.ReservedConnection;
import io.aro.db.internal.value.ClockAndIds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opening of a database: creates and checks its connections. */
public final class Opening {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private Opening() {}

    /**
     * Opens pools for a configuration, after the migration or the check of the schema.
     *
     * @throws AroDatabaseException if the database is unreachable or its schema does not match; all pools are closed
     *     again
     */
    public static Connections of(AroDatabaseConfig config) {
        OpeningChecks.requireJooq();
        Pools pools = current(config);
        try {
            ClockAndIds clock = new ClockAndIds(config.clock(), config.random());
            ThreadLocal<Boolean> inTransaction = new ThreadLocal<>();
            ErasedNames names = new ErasedNames();
            OnFirstUse<Connections> maintenance = Pools.maintenance(config)
                    .map(patient -> maintenance(
                            () -> on(Pools.ofMaintenance(patient), patient, names, clock, inTransaction, null)))
                    .orElse(null);
            Connections opened = on(pools, config, names, clock, inTransaction, maintenance);
            opened.session().<@Nullable Void>readPrimary(dsl -> {
                OpeningChecks.requireRules(dsl);
                // Loaded now, to save the first claim of a key a statement.
                names.load(dsl);
                return null;
            });
            tell(pools);
            return opened;
        } catch (RuntimeException e) {
            pools.close();
            throw e;
        }
    }

    /** Logs the ways found to the servers of PostgreSQL. */
    private static void tell(Pools pools) {
        PostgresRoute primary = pools.writer().route();
        PostgresRoute replica = pools.reader().route();
        if (primary != null && replica != null) {
            LOG.info(
                    "Opened {} {}; {}.",
                    primary.database(),
                    primary.words(),
                    pools.reader().equals(pools.writer()) ? "no replica" : "replica " + replica.words());
            if (primary.isStandby()) {
                LOG.warn(
                        "The URL of {} leads to a replica, so each write fails; name the primary, or add"
                                + " targetServerType=primary.",
                        primary.database());
            }
        }
    }

    /** Returns pools on a migrated or checked schema. */
    private static Pools current(AroDatabaseConfig config) {
        Preloading jooq = Preloading.start(config);
        try {
            SchemaOnOpen.beforePools(config);
            Pools pools = Pools.of(config);
            try {
                SchemaOnOpen.afterPools(config, pools);
                return pools;
            } catch (RuntimeException e) {
                pools.close();
                throw e;
            }
        } finally {
            jooq.await();
        }
    }

    private static Connections on(
            Pools pools,
            AroDatabaseConfig config,
            ErasedNames names,
            ClockAndIds clock,
            ThreadLocal<Boolean> inTransaction,
            @Nullable OnFirstUse<Connections> maintenance) {
        ReservedConnection reserved =
                ReservedConnection.of(pools.known(config), names).orElse(null);
        Contexts contexts = Contexts.of(pools, config, names);
        Duration request = config.timeLimits().request();
        return new Connections(
                pools,
                reserved,
                contexts,
                clock,
                request,
                inTransaction,
                null,
                maintenance,
                new AtomicBoolean(),
                Observers.NONE);
    }

    private static OnFirstUse<Connections> maintenance(Supplier<Connections> source) {
        return new OnFirstUse<>(source, Connections::close);
    }

    /**
     * Opens a database over the pool of a host application.
     *
     * @throws ConfigurationException if jOOQ is too old or the pool's connections are unsuitable
     */
    public static Connections over(DataSource pool, HostConfig config) {
        OpeningChecks.requireJooq();
        ClockAndIds clock = new ClockAndIds(config.clock(), config.random());
        ThreadLocal<Boolean> inTransaction = new ThreadLocal<>();
        ErasedNames names = new ErasedNames();
        Contexts plain = Contexts.over(pool, config, names);
        if (isPostgres(config)) {
            HostPool.requireSecondConnection(pool);
        }
        PostgresRoute route = OpeningChecks.requireConnections(plain.writer(), true, config.schema(), names);
        HostTransactions host = config.transactions();
        if (host != null) {
            // The bound connections may come from a different pool. Auto-commit is off inside a transaction.
            OpeningChecks.requireConnections(
                    Contexts.joining(host, config, names), !host.isActive(), config.schema(), names);
        }
        // Statements of SQLite have no time limit, so maintenance needs no separate connections.
        OnFirstUse<Connections> maintenance =
                isPostgres(config) ? maintenance(() -> patient(pool, config, names, clock, inTransaction)) : null;
        if (route != null) {
            LOG.info("Opened {} over the pool of the application, {}.", route.database(), route.words());
        }
        return on(plain, config, names, clock, inTransaction, maintenance);
    }

    private static boolean isPostgres(HostConfig config) {
        return config.dialect().family() == SQLDialect.POSTGRES;
    }

    private static Connections patient(
            DataSource pool,
            HostConfig config,
            ErasedNames names,
            ClockAndIds clock,
            ThreadLocal<Boolean> inTransaction) {
        TimeLimits limits = config.timeLimits();
        HostConfig patient = config.withTimeLimits(limits.withStatement(limits.maintenance()));
        return on(Contexts.over(pool, patient, names), patient, names, clock, inTransaction, null);
    }

    private static Connections on(
            Contexts plain,
            HostConfig config,
            ErasedNames names,
            ClockAndIds clock,
            ThreadLocal<Boolean> inTransaction,
            @Nullable OnFirstUse<Connections> maintenance) {
        Duration request = config.timeLimits().request();
        HostTransactions host = config.transactions();
        if (host == null) {
            return new Connections(
                    null,
                    null,
                    plain,
                    clock,
                    request,
                    inTransaction,
                    null,
                    maintenance,
                    new AtomicBoolean(),
                    Observers.NONE);
        }
        Connections own = new Connections(
                null, null, plain, clock, request, inTransaction, null, null, new AtomicBoolean(), Observers.NONE);
        Contexts contexts = plain.withReadsAndWrites(Contexts.joining(host, config, names));
        return new Connections(
                null,
                null,
                contexts,
                clock,
                request,
                inTransaction,
                HostGate.of(host, own),
                maintenance,
                new AtomicBoolean(),
                Observers.NONE);
    }

    /** Opens a database over the jOOQ context of a host application, with unpredictable ids. */
    public static Connections over(DSLContext applications, InstantSource source) {
        return over(applications, source, HostConfig.of(applications.dialect()).random());
    }

    /**
     * Opens a database over the jOOQ context of a host application, with the given random source for ids.
     *
     * @throws ConfigurationException if jOOQ is too old, or the context's engine or connections are unsuitable
     */
    public static Connections over(DSLContext applications, InstantSource source, Random random) {
        OpeningChecks.requireJooq();
        Configuration theirs = applications.configuration();
        Dialect.of(theirs);
        ClockAndIds clock = new ClockAndIds(source, random);
        ErasedNames names = new ErasedNames();
        // A context's single connection may be inside a transaction; a pooled connection must not be.
        boolean ofPool = theirs.connectionProvider() instanceof DataSourceConnectionProvider;
        OpeningChecks.requireConnections(applications, ofPool, null, names);
        HostState state = HostState.of(applications);
        HostGate gate = HostGate.of(state, HostLosses.of(theirs));
        Contexts contexts = Contexts.over(applications, state, names);
        Duration request = TimeLimits.defaults().request();
        return new Connections(
                null,
                null,
                contexts,
                clock,
                request,
                new ThreadLocal<>(),
                gate,
                null,
                new AtomicBoolean(),
                Observers.NONE);
    }
}
