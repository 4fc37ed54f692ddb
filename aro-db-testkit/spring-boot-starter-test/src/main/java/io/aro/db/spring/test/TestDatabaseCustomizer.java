package io.aro.db.spring.test;

import io.aro.db.testkit.DatabaseSpec;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * The creator of a context's database. Equal specifications let test classes share a context.
 *
 * @param spec the specification of the database
 */
record TestDatabaseCustomizer(DatabaseSpec spec) implements ContextCustomizer {

    private static final String SQLITE_FILE = "aro.db.sqlite.file";

    /**
     * Settings that the service or the test may replace. Contexts stay open in Spring's cache, and with idle connections
     * they would use up the connections of the server.
     */
    private static final Map<String, Object> DEFAULTS =
            Map.of("spring.datasource.hikari.minimum-idle", 0, "spring.test.database.replace", "none");

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        TestDatabase database = TestDatabase.of(spec);
        ContextDatabase bean = ContextDatabase.of(database);
        context.getBeanFactory().registerSingleton(ContextDatabase.NAME, bean);
        // The first disposable bean is the last to be destroyed, after all pools.
        ((DefaultSingletonBeanRegistry) context.getBeanFactory())
                .registerDisposableBean(ContextDatabase.NAME, bean::close);
        MutablePropertySources sources = context.getEnvironment().getPropertySources();
        sources.addLast(new MapPropertySource("aroTestDatabaseDefaults", DEFAULTS));
        if (spec.engine() == Engine.SQLITE) {
            sources.addFirst(new MapPropertySource(
                    "aroTestDatabase", Map.of(SQLITE_FILE, bean.sqliteFile().toString())));
        }
    }
}
