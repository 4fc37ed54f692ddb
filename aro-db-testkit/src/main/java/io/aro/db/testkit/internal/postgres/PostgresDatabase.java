package io.aro.db.testkit.internal.postgres;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.testkit.internal.run.DatabaseHandle;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A database on a PostgreSQL server.
 *
 * @param disposer deletes it
 * @param keeper leaves it in place, and returns the command that opens it
 */
record PostgresDatabase(PostgresAddress address, Runnable disposer, Supplier<String> keeper) implements DatabaseHandle {

    @Override
    public String jdbcUrl() {
        return address.url();
    }

    @Override
    public String user() {
        return address.user();
    }

    @Override
    public String password() {
        return address.password();
    }

    @Override
    public DataSource dataSource() {
        return address.dataSource();
    }

    @Override
    public AroDatabase open(
            UnaryOperator<AroDatabaseConfig> patience,
            InstantSource clock,
            Random random,
            UnaryOperator<DataSource> decorator) {
        // Most tests need one connection. A pool with a connection ahead has two, and a server starts a process for
        // each.
        return AroDatabase.open(patience.apply(PostgresConfig.of(address.url(), address.user(), address.password())
                .withMinimumIdle(0)
                .withClock(clock)
                .withRandom(random)
                .withPlaintextSecrets()
                .withDecorator(decorator)));
    }

    @Override
    public void drop() {
        disposer.run();
    }

    @Override
    public String keep() {
        return keeper.get();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
