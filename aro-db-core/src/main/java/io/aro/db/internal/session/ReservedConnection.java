package io.aro.db.internal.session;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.internal.pool.Pool;
import io.aro.db.internal.pool.Pools;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
    private final UnaryOperator<DataSource> decorator;
    private final SQLDialect dialect;
    private final ErasedNames names;
    private final OnFirstUse<Pool> pool;

    /**
     * Returns the reserved connection of a configuration; empty for an in-memory database with its single connection.
     */
    public static Optional<ReservedConnection> of(AroDatabaseConfig config, ErasedNames names) {
        SQLDialect dialect = config instanceof SqliteConfig ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
        return Pools.spare(config).map(source -> new ReservedConnection(source, config.decorator(), dialect, names));
    }

    private ReservedConnection(
            Supplier<Pool> source, UnaryOperator<DataSource> decorator, SQLDialect dialect, ErasedNames names) {
        this.source = source;
        this.decorator = decorator;
        this.dialect = dialect;
        this.names = names;
        this.pool = new OnFirstUse<>(source, Pool::close);
    }

    /** Returns an additional connection of the same kind. */
    ReservedConnection another() {
        return new ReservedConnection(source, decorator, dialect, names);
    }

    DSLContext dsl() {
        Pool open = pool.get();
        DSLContext dsl = DSL.using(decorator.apply(open), dialect, Contexts.settings(dialect, Pools.spareLimit(open)));
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
