package io.aro.db.spring.test;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/** The listener that restores the rows before each test. */
final class RowsListener implements TestExecutionListener, Ordered {

    /** After the contexts marked dirty are closed, and before Spring begins the transaction of a test. */
    private static final int ORDER = 3_500;

    @Override
    public int getOrder() {
        return ORDER;
    }

    /** Remembers the rows before {@code @BeforeAll} methods insert further rows. */
    @Override
    public void beforeTestClass(TestContext test) {
        AroTestDatabase annotation = annotation(test);
        if (annotation != null) {
            database(test).remember();
        }
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        AroTestDatabase annotation = annotation(test);
        if (annotation == null) {
            return;
        }
        switch (annotation.rows()) {
            case RESTORE -> database(test).restore();
            case KEEP -> database(test).remember();
        }
    }

    private static @Nullable AroTestDatabase annotation(TestContext test) {
        return TestContextAnnotationUtils.findMergedAnnotation(test.getTestClass(), AroTestDatabase.class);
    }

    private static ContextDatabase database(TestContext test) {
        return test.getApplicationContext().getBean(ContextDatabase.class);
    }
}
