package io.aro.db.spring.test.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.spring.test.AroTestDatabase;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContextManager;

/** The databases of several contexts, created without running the tests of their classes. */
class ContextsTest {

    private final TestContextManager first = new TestContextManager(First.class);
    private final TestContextManager equal = new TestContextManager(EqualToFirst.class);
    private final TestContextManager other = new TestContextManager(Other.class);
    private final TestContextManager unmarked = new TestContextManager(Unmarked.class);

    @AfterEach
    void closesTheContexts() {
        first.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        other.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        unmarked.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
    }

    @Test
    void shareNoDatabase() {
        registrations(first).register("+15550171");

        assertThat(database(first).jdbcUrl()).isNotEqualTo(database(other).jdbcUrl());
        assertThat(aro(first).customers().findByPhone("+15550171")).isPresent();
        assertThat(aro(other).customers().findByPhone("+15550171")).isEmpty();
    }

    @Test
    void areSharedByClassesOfEqualConfiguration() {
        assertThat(context(first)).isSameAs(context(equal));
        assertThat(context(first)).isNotSameAs(context(other));
    }

    @Test
    void deleteTheDatabaseAtTheirEnd() {
        Path file = Path.of(database(first).jdbcUrl().substring("jdbc:sqlite:".length()));
        assertThat(file).isNotEmptyFile();

        first.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);

        assertThat(file).doesNotExist();
        assertThat(file.resolveSibling(file.getFileName() + ".rows")).doesNotExist();
    }

    @Test
    void haveNoTestDatabaseWithoutTheAnnotation() {
        ApplicationContext context = context(unmarked);

        assertThatThrownBy(() -> context.getBean(TestDatabase.class)).isInstanceOf(NoSuchBeanDefinitionException.class);
        assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl()).startsWith("jdbc:sqlite:file:unmarked");
    }

    private static ApplicationContext context(TestContextManager manager) {
        return manager.getTestContext().getApplicationContext();
    }

    private static TestDatabase database(TestContextManager manager) {
        return context(manager).getBean(TestDatabase.class);
    }

    private static AroDatabase aro(TestContextManager manager) {
        return context(manager).getBean(AroDatabase.class);
    }

    private static Registrations registrations(TestContextManager manager) {
        return context(manager).getBean(Registrations.class);
    }

    @SpringBootTest(properties = "booking.name=one")
    @AroTestDatabase
    private static final class First {}

    @SpringBootTest(properties = "booking.name=one")
    @AroTestDatabase(rows = AroTestDatabase.Rows.KEEP)
    private static final class EqualToFirst {}

    @SpringBootTest(properties = "booking.name=two")
    @AroTestDatabase
    private static final class Other {}

    @SpringBootTest(
            classes = Plain.class,
            properties = "spring.datasource.url=jdbc:sqlite:file:unmarked?mode=memory&foreign_keys=on")
    private static final class Unmarked {}

    /** A service without a schema or rows. */
    @EnableAutoConfiguration
    static class Plain {}
}
