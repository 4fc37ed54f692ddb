package io.aro.db.spring.schema;

import io.aro.db.AroDatabase;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;

/** Tells Spring Boot that a database of the application's own also needs the schema first. */
final class AroDatabaseDependsOnSchemaDetector extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {

    @Override
    protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
        return Set.of(AroDatabase.class);
    }
}
