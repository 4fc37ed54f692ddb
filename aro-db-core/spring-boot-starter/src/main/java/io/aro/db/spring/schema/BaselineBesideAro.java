package io.aro.db.spring.schema;

import io.aro.db.error.internal.VendorErrors;
import io.aro.db.migration.MigrationSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * The baseline of the host's Flyway in a schema with tables of aro-db alone. Without it Flyway refuses a schema with
 * tables and no history. Properties and later customizers of the application win.
 *
 * @param environment the properties of the service
 * @param sets the sets of aro-db and of the application
 */
record BaselineBesideAro(Environment environment, List<MigrationSet> sets)
        implements FlywayConfigurationCustomizer, Ordered {

    @Override
    public void customize(FluentConfiguration flyway) {
        DataSource pool = flyway.getDataSource();
        if (pool == null
                || environment.containsProperty("spring.flyway.baseline-on-migrate")
                || environment.containsProperty("spring.flyway.baseline-version")) {
            return;
        }
        try (Connection connection = pool.getConnection()) {
            Set<String> found = ExistingTables.in(connection, List.of(flyway.getSchemas()));
            if (!found.isEmpty() && ExistingTables.madeBy(sets, connection).containsAll(found)) {
                flyway.baselineOnMigrate(true).baselineVersion("0");
            }
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
