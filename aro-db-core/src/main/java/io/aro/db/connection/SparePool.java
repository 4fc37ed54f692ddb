package io.aro.db.connection;

import io.aro.db.error.UnavailableException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Holds one more connection, opened when it is first needed, which no caller can keep busy; thread-safe.
 *
 * <p>A lease must be renewed even while the handlers hold every connection of the pool.
 */
final class SparePool implements AutoCloseable {

    private final Supplier<Pool> source;
    private final UnaryOperator<DataSource> decorator;
    private final SQLDialect dialect;
    private final Settings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Pool pool;
    private boolean closed;

    /** Returns the one beside the pools of a configuration; nothing for a database in memory, which has one connection. */
    static Optional<SparePool> of(AroDatabaseConfig config) {
        SQLDialect dialect = config instanceof SqliteConfig ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
        return Pools.spare(config)
                .map(source -> new SparePool(source, config.decorator(), dialect, Pools.spareSettings(config)));
    }

    private SparePool(
            Supplier<Pool> source, UnaryOperator<DataSource> decorator, SQLDialect dialect, Settings settings) {
        this.source = source;
        this.decorator = decorator;
        this.dialect = dialect;
        this.settings = settings;
    }

    /** Returns another one of the same kind. */
    SparePool another() {
        return new SparePool(source, decorator, dialect, settings);
    }

    DSLContext dsl() {
        lock.lock();
        try {
            if (closed) {
                throw new UnavailableException("This AroDatabase has been closed; open the database again.", null);
            }
            if (pool == null) {
                pool = source.get();
            }
            return DSL.using(decorator.apply(pool), dialect, settings);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (pool != null) {
                pool.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
