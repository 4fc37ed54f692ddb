package io.aro.db.spring;

import io.aro.db.testkit.TestDatabase;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.util.ClassUtils;

/** Contexts of services with the starter, for tests. */
public final class Contexts {

    private Contexts() {}

    /** Returns a runner with the starter and the JDBC of Spring Boot, without a database. */
    public static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        PropertyPlaceholderAutoConfiguration.class,
                        TaskSchedulingAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class))
                .withConfiguration(AutoConfigurations.of(starter()));
    }

    /** Returns a runner whose pool leads to the test's database. */
    public static ApplicationContextRunner on(TestDatabase database) {
        return runner().withPropertyValues(properties(database));
    }

    /** Returns the properties of a pool to the test's database. */
    public static String[] properties(TestDatabase database) {
        return new String[] {
            "spring.datasource.url=" + url(database),
            "spring.datasource.username=" + database.user(),
            "spring.datasource.password=" + database.password(),
            "spring.datasource.hikari.maximum-pool-size=3",
            "spring.datasource.hikari.connection-timeout=2000"
        };
    }

    /** Returns the URL of a suitable pool. */
    public static String url(TestDatabase database) {
        return database.engine().isPostgres()
                ? database.jdbcUrl()
                : database.jdbcUrl() + "?foreign_keys=on&transaction_mode=IMMEDIATE&busy_timeout=10000";
    }

    /** Returns the analysis that Spring Boot would print for a failed start. */
    public static FailureAnalysis analysis(@Nullable Throwable failure) {
        Throwable found = Objects.requireNonNull(failure, "The start did not fail.");
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            ArgumentResolver arguments = ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
                    .and(Environment.class, context.getEnvironment());
            return SpringFactoriesLoader.forDefaultResourceLocation()
                    // Some analyzers need a class that is absent here.
                    .load(FailureAnalyzer.class, arguments, FailureHandler.handleMessage((message, error) -> {}))
                    .stream()
                    .map(analyzer -> analyzer.analyze(found))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Spring Boot prints a stack trace.", found));
        }
    }

    /** Returns the auto-configurations of the starter that the class path allows. */
    private static Class<?>[] starter() {
        ClassLoader loader = Contexts.class.getClassLoader();
        Stream<String> names = StreamSupport.stream(
                ImportCandidates.load(AutoConfiguration.class, loader).spliterator(), false);
        return names.filter(name -> name.startsWith("io.aro.db.spring."))
                .map(name -> ClassUtils.resolveClassName(name, loader))
                .toArray(Class<?>[]::new);
    }
}
