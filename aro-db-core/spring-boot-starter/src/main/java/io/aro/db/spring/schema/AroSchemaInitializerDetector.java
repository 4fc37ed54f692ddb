package io.aro.db.spring.schema;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/** The detector of the schema's initializer, which runs before all users of the database, and before Flyway. */
final class AroSchemaInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

    /** Flyway's initializers have 0 and 1. A later initializer depends on the earlier. */
    private static final int BEFORE_FLYWAY = -100;

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(AroSchemaInitializer.class);
    }

    @Override
    public int getOrder() {
        return BEFORE_FLYWAY;
    }
}
