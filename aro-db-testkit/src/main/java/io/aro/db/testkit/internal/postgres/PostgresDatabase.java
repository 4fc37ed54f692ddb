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
 * @param address the address on the server
 * @param front the address for {@link #jdbcUrl} and {@link #open}; another if the run has a room
 * @param place the place of the tables
 * @param disposer deletes the database
 * @param keeper preserves the database and returns the command to open it
 */
record PostgresDatabase(
        PostgresAddress address, PostgresAddress front, TablePlace place, Runnable disposer, Supplier<String> keeper)
        implements DatabaseHandle {

    @Override
    public String jdbcUrl() {
        return place.forTests(front).url();
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
        return place.forTests(address).dataSource();
    }

    @Override
    public AroDatabase open(
            UnaryOperator<AroDatabaseConfig> timeLimits,
            InstantSource clock,
            Random random,
            UnaryOperator<DataSource> decorator) {
        // Most tests need one connection. An idle minimum would double that, and the server starts a process for each
        // connection.
        return AroDatabase.open(
                timeLimits.apply(place.forLibrary(PostgresConfig.of(front.url(), front.user(), front.password())
                        .withMinimumIdle(0)
                        .withClock(clock)
                        .withRandom(random)
                        .withPlaintextSecrets()
                        .withDecorator(decorator))));
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
