package io.aro.db.internal.opening;

import com.zaxxer.hikari.HikariDataSource;
import io.aro.db.error.ConfigurationException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The size of a host application's pool. Known of HikariCP only, since JDBC has no method for the size. */
final class HostPool {

    private HostPool() {}

    /**
     * Checks that a pool of PostgreSQL connections has a connection for renewals beside a handler's. On SQLite a second
     * connection would wait for the writer.
     *
     * @throws ConfigurationException if the pool has a single connection
     */
    static void requireSecondConnection(DataSource pool) {
        try {
            if (pool.isWrapperFor(HikariDataSource.class)
                    && pool.unwrap(HikariDataSource.class).getMaximumPoolSize() == 1) {
                throw new ConfigurationException(
                        "The pool has a single connection, and a handler's lease needs a second for its renewal; allow"
                                + " two or more (HikariCP: setMaximumPoolSize, Spring Boot:"
                                + " spring.datasource.hikari.maximum-pool-size).");
            }
        } catch (SQLException e) {
            // A wrapper that fails to answer hides the size, like a pool of another maker.
        }
    }
}
