package io.aro.db.internal.session;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.internal.pool.Pool;
import io.aro.db.internal.pool.Pools;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * A connection outside the pools for lease renewals, opened on first use. Thread-safe.
 *
 * <p>Leases must be renewed even while handlers occupy all pooled connections.
 */
public final class ReservedConnection implements AutoCloseable {

    private final Supplier<Pool> source;
    private final AroDatabaseConfig config;
    private final ErasedNames names;
    private final OnFirstUse<Pool> pool;

    /**
     * Returns the reserved connection of a configuration; empty for an in-memory database with its single connection.
     */
    public static Optional<ReservedConnection> of(AroDatabaseConfig config, ErasedNames names) {
        return Pools.spare(config).map(source -> new ReservedConnection(source, config, names));
    }

    private ReservedConnection(Supplier<Pool> source, AroDatabaseConfig config, ErasedNames names) {
        this.source = source;
        this.config = config;
        this.names = names;
        this.pool = new OnFirstUse<>(source, Pool::close);
    }

    /** Returns an additional connection of the same kind. */
    ReservedConnection another() {
        return new ReservedConnection(source, config, names);
    }

    DSLContext dsl() {
        Pool open = pool.get();
        SQLDialect dialect = config instanceof SqliteConfig ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
        DataSource single = config.decorator().apply(open);
        DSLContext dsl = DSL.using(single, dialect, Contexts.settings(config, Pools.spareLimit(open)));
        dsl.configuration().data(ErasedNames.class, names);
        return dsl;
    }

    /** Replaces the connection, if it is open. */
    void replaceConnection() {
        pool.ifOpen(Pool::replaceConnections);
    }

    @Override
    public void close() {
        pool.close();
    }
}
