package io.aro.db.spring.schema;

import io.aro.db.AroDatabase;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;

/** The detector of users of the schema: a database of the application's own needs the schema first, too. */
final class AroDatabaseDependsOnSchemaDetector extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {

    @Override
    protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
        return Set.of(AroDatabase.class);
    }
}
