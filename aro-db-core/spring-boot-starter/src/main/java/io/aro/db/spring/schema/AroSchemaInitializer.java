package io.aro.db.spring.schema;

import io.aro.db.error.internal.VendorErrors;
import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import io.aro.db.spring.connection.AroDbPool;
import io.aro.db.spring.schema.AroDbSchemaProperties.Mode;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;

/**
 * The initializer of the schema: the tables of aro-db, then each set of the application.
 *
 * @param pool the pool, and the schema of the tables
 * @param mode the treatment
 * @param sets the sets of the application, in their order
 */
record AroSchemaInitializer(AroDbPool pool, Mode mode, List<MigrationSet> sets) implements InitializingBean {

    @Override
    public void afterPropertiesSet() {
        try {
            Migrator all = Migrator.of(pool.dataSource());
            Migrator migrator = pool.schema() == null ? all : all.withSchema(pool.schema());
            prepare(migrator);
            sets.forEach(set -> prepare(migrator.with(set)));
        } catch (RuntimeException e) {
            // HikariCP wraps the first failure of a pool in an exception of its own.
            throw VendorErrors.isOfDriver(e) ? VendorErrors.translate(e) : e;
        }
    }

    private void prepare(Migrator migrator) {
        switch (mode) {
            case MIGRATE -> migrator.migrate();
            case VERIFY -> migrator.requireCurrent();
            case NEVER -> {}
        }
    }
}
