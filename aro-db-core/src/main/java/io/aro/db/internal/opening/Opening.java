package io.aro.db.internal.opening;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.HostTransactions;
import io.aro.db.connection.TimeLimits;
import io.aro.db.internal.pool.Pools;
import io.aro.db.internal.session.ClockAndIds;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.Contexts;
import io.aro.db.internal.session.ErasedNames;
import io.aro.db.internal.session.HostGate;
import io.aro.db.internal.session.HostLosses;
import io.aro.db.internal.session.HostState;
import io.aro.db.internal.session.OnFirstUse;
import io.aro.db.internal.session.ReservedConnection;
import io.aro.db.internal.session.TransactionGuard;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The ways in which the connections of a database come about. */
public final class Opening {

    private Opening() {}

    /** Opens pools. */
    public static Connections of(AroDatabaseConfig config) {
        JooqVersion.requireSupported();
        SchemaOnOpen.beforePools(config);
        Pools pools = Pools.of(config);
        try {
            SchemaOnOpen.afterPools(config, pools);
            ClockAndIds ticker = new ClockAndIds(config.clock(), config.random());
            TransactionGuard guard = new TransactionGuard();
            ErasedNames names = new ErasedNames();
            OnFirstUse<Connections> upkeep = Pools.upkeep(config)
                    .map(patient -> upkeep(() -> on(Pools.of(patient), patient, names, ticker, guard, null)))
                    .orElse(null);
            Connections opened = on(pools, config, names, ticker, guard, upkeep);
            opened.session().<@Nullable Void>read(dsl -> {
                RuleTable.requireSame(dsl);
                // At once, so that the first claim of a key has no statement more.
                names.load(dsl);
                return null;
            });
            return opened;
        } catch (RuntimeException e) {
            pools.close();
            throw e;
        }
    }

    private static Connections on(
            Pools pools,
            AroDatabaseConfig config,
            ErasedNames names,
            ClockAndIds ticker,
            TransactionGuard guard,
            @Nullable OnFirstUse<Connections> upkeep) {
        ReservedConnection spare = ReservedConnection.of(config, names).orElse(null);
        Contexts contexts = Contexts.of(pools, config, names);
        return new Connections(pools, spare, contexts, ticker, config.timeLimits(), guard, HostGate.open(), upkeep);
    }

    private static OnFirstUse<Connections> upkeep(Supplier<Connections> source) {
        return new OnFirstUse<>(source, Connections::close);
    }

    /** Uses the pool of an application. */
    public static Connections over(DataSource pool, HostConfig config) {
        JooqVersion.requireSupported();
        ClockAndIds ticker = new ClockAndIds(config.clock(), config.random());
        TransactionGuard guard = new TransactionGuard();
        ErasedNames names = new ErasedNames();
        HostContexts.check(HostContexts.own(pool, config, names), names);
        HostTransactions host = config.transactions();
        if (host != null) {
            HostContexts.check(host, config, names);
        }
        HostConfig patient = config.withTimeLimits(config.timeLimits().ofUpkeep());
        OnFirstUse<Connections> upkeep = upkeep(() -> on(pool, patient, names, ticker, guard, null));
        return on(pool, config, names, ticker, guard, upkeep);
    }

    private static Connections on(
            DataSource pool,
            HostConfig config,
            ErasedNames names,
            ClockAndIds ticker,
            TransactionGuard guard,
            @Nullable OnFirstUse<Connections> upkeep) {
        TimeLimits limits = config.timeLimits();
        Contexts plain = HostContexts.own(pool, config, names);
        HostTransactions host = config.transactions();
        if (host == null) {
            return new Connections(null, null, plain, ticker, limits, guard, HostGate.open(), upkeep);
        }
        Connections own = new Connections(null, null, plain, ticker, limits, guard, HostGate.open(), null);
        DSLContext joining = HostContexts.joining(host, config, names);
        Contexts contexts = new Contexts(joining, joining, plain.snapshots(), plain.newest(), plain.aside());
        return new Connections(null, null, contexts, ticker, limits, guard, HostGate.of(host, own), upkeep);
    }

    /** Uses the connections and transactions of an application. */
    public static Connections over(DSLContext applications, ClockAndIds ticker) {
        JooqVersion.requireSupported();
        HostState state = HostState.of(applications);
        HostGate gate = HostGate.of(state, HostLosses.of(applications.configuration()));
        Contexts contexts = Contexts.of(HostContexts.of(applications, state));
        TimeLimits limits = TimeLimits.defaults();
        return new Connections(null, null, contexts, ticker, limits, new TransactionGuard(), gate, null);
    }
}
