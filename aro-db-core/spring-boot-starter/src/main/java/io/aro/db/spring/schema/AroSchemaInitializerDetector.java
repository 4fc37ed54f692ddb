package io.aro.db.spring.schema;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/** Tells Spring Boot to initialize the schema before all users of the database, and before Flyway. */
final class AroSchemaInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

    /** Those of Flyway are 0 and 1; later ones depend on earlier ones. */
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
