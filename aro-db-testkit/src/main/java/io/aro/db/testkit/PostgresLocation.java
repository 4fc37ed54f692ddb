package io.aro.db.testkit;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Is a database on a PostgreSQL server. */
record PostgresLocation(PostgresAddress address) implements DatabaseHandle {

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
    public AroDatabase open(InstantSource clock, Random random, UnaryOperator<DataSource> decorator) {
        // Most tests need one connection. A pool with a connection ahead has two, and a server starts a process for
        // each.
        return AroDatabase.open(PostgresConfig.of(address.url(), address.user(), address.password())
                .withMinimumIdle(0)
                .withTimeLimits(PatientConfig.limits())
                .withClock(clock)
                .withRandom(random)
                .withPlaintextSecrets()
                .withDecorator(decorator));
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
