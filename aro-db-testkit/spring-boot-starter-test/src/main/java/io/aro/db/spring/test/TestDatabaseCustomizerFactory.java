package io.aro.db.spring.test;

import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.DatabaseSpec;
import io.aro.db.testkit.ServiceMigrations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** The reader of {@link AroTestDatabase} and {@link ServiceMigrations} on a test class. */
final class TestDatabaseCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        AroTestDatabase annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass, AroTestDatabase.class);
        return annotation == null
                ? null
                : new TestDatabaseCustomizer(
                        DatabaseSpec.of(annotation.engine()).with(migrations(testClass)));
    }

    private static List<MigrationSet> migrations(Class<?> testClass) {
        return TestContextAnnotationUtils.getMergedRepeatableAnnotations(testClass, ServiceMigrations.class).stream()
                .map(annotation -> new MigrationSet(annotation.root(), annotation.historyTable()))
                .toList();
    }
}
