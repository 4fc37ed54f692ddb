package io.aro.db.spring.test;

import io.aro.db.testkit.Engine;
import io.aro.db.testkit.EngineCondition;
import java.util.Optional;
import org.springframework.test.context.TestContextAnnotationUtils;

/** The condition that the machine has the engine of {@link AroTestDatabase}. */
final class TestDatabaseCondition extends EngineCondition {

    @Override
    protected Optional<Engine> engine(Class<?> testClass) {
        return Optional.ofNullable(TestContextAnnotationUtils.findMergedAnnotation(testClass, AroTestDatabase.class))
                .map(AroTestDatabase::engine);
    }
}
