package io.aro.db.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.spring.Contexts;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The choice of the pool and of its transaction manager among the beans of a service. */
@BothEngines(Engine.SQLITE)
class ChosenBeansTest {

    private final TestDatabase database;

    ChosenBeansTest(TestDatabase database) {
        this.database = database;
    }

    private HikariDataSource pool() {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(Contexts.url(database));
        settings.setMaximumPoolSize(2);
        return new HikariDataSource(settings);
    }

    private ApplicationContextRunner twoPools() {
        return Contexts.runner()
                .withBean("clinic", HikariDataSource.class, this::pool)
                .withBean("reports", HikariDataSource.class, this::pool);
    }

    private static void failing(ApplicationContextRunner runner, Consumer<FailureAnalysis> check) {
        runner.run(context -> {
            assertThat(context).hasFailed();
            check.accept(Contexts.analysis(context.getStartupFailure()));
        });
    }

    @Test
    void refusesTwoPoolsWithoutAChoice() {
        failing(twoPools(), analysis -> {
            assertThat(analysis.getDescription())
                    .isEqualTo("The service has the pools clinic, reports, and none is chosen for aro-db.");
            assertThat(analysis.getAction()).contains("aro.db.datasource", "@Primary");
        });
    }

    @Test
    void takesThePoolNamedByTheProperty() {
        twoPools()
                .withPropertyValues("aro.db.datasource=reports")
                .run(context -> assertThat(context.getBean(AroDbPool.class).dataSource())
                        .isSameAs(context.getBean("reports")));
    }

    @Test
    void takesThePrimaryPool() {
        Contexts.runner()
                .withBean("clinic", HikariDataSource.class, this::pool, bean -> bean.setPrimary(true))
                .withBean("reports", HikariDataSource.class, this::pool)
                .run(context -> assertThat(context.getBean(AroDbPool.class).dataSource())
                        .isSameAs(context.getBean("clinic")));
    }

    @Test
    void takesANamedPoolThatIsHiddenFromInjection() {
        Contexts.runner()
                .withBean("clinic", HikariDataSource.class, this::pool)
                .withBean("reports", HikariDataSource.class, this::pool, bean -> bean.setAutowireCandidate(false))
                .withPropertyValues("aro.db.datasource=reports")
                .run(context -> assertThat(context.getBean(AroDbPool.class).dataSource())
                        .isSameAs(context.getBean("reports")));
    }

    @Test
    void refusesANameWithoutAPool() {
        failing(twoPools().withPropertyValues("aro.db.datasource=clinics"), analysis -> {
            assertThat(analysis.getDescription()).contains("aro.db.datasource", "'clinics'");
            assertThat(analysis.getAction()).contains("clinic, reports");
        });
    }

    @Test
    void leavesThePoolOpenForTheServiceAndClosesTheDatabase() {
        HikariDataSource pool = pool();
        Contexts.runner()
                .withBean(
                        "clinic",
                        DataSource.class,
                        () -> pool,
                        bean -> ((AbstractBeanDefinition) bean).setDestroyMethodName(""))
                .run(context -> assertThat(context).hasSingleBean(AroDatabase.class));

        assertThat(pool.isClosed()).isFalse();
        pool.close();
    }

    @Test
    void looksBehindATransactionAwareProxy() {
        HikariDataSource pool = pool();

        Contexts.runner()
                .withBean(DataSource.class, () -> new TransactionAwareDataSourceProxy(pool))
                .run(context -> {
                    assertThat(context.getBean(AroDbPool.class).dataSource()).isSameAs(pool);
                    assertThat(context.getBean(HostConfig.class).transactions()).isNotNull();
                });
        pool.close();
    }

    @Test
    void joinsOverALazyProxy() {
        HikariDataSource pool = pool();

        Contexts.runner()
                .withBean(DataSource.class, () -> new LazyConnectionDataSourceProxy(pool))
                .run(context -> assertThat(context.getBean(HostConfig.class).transactions())
                        .isNotNull());
        pool.close();
    }

    @Test
    void hasTransactionsOfItsOwnWithoutAManagerOfThePool() {
        twoPools()
                .withPropertyValues("aro.db.datasource=clinic")
                .withBean("ofReports", PlatformTransactionManager.class, () -> new JdbcTransactionManager(pool()))
                .run(context -> assertThat(context.getBean(HostConfig.class).transactions())
                        .isNull());
    }

    private ApplicationContextRunner twoManagers() {
        HikariDataSource pool = pool();
        return Contexts.runner()
                .withBean("clinic", DataSource.class, () -> pool)
                .withBean("one", PlatformTransactionManager.class, () -> new JdbcTransactionManager(pool))
                .withBean("other", PlatformTransactionManager.class, () -> new JdbcTransactionManager(pool));
    }

    @Test
    void refusesTwoManagersWithoutAChoice() {
        failing(twoManagers(), analysis -> {
            assertThat(analysis.getDescription()).contains("one, other");
            assertThat(analysis.getAction()).contains("aro.db.transactions.manager", "@Primary");
        });
    }

    @Test
    void joinsTheManagerNamedByTheProperty() {
        twoManagers()
                .withPropertyValues("aro.db.transactions.manager=other")
                .run(context -> assertThat(context.getBean(HostConfig.class).transactions())
                        .isEqualTo(new SpringTransactions(
                                context.getBean("other", PlatformTransactionManager.class),
                                context.getBean(DataSource.class))));
    }

    @Test
    void refusesANameWithoutAManager() {
        failing(
                twoManagers().withPropertyValues("aro.db.transactions.manager=third"),
                analysis -> assertThat(analysis.getAction()).contains("one, other"));
    }

    @Test
    void refusesAManagerOfAnotherPool() {
        failing(
                twoManagers()
                        .withBean("far", PlatformTransactionManager.class, () -> new JdbcTransactionManager(pool()))
                        .withPropertyValues("aro.db.transactions.manager=far"),
                analysis -> assertThat(analysis.getDescription()).contains("far", "another pool"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://localhost/clinic", "jdbc:unknown:clinic"})
    void refusesAnotherEngine(String url) {
        failing(
                Contexts.runner().withBean(DataSource.class, () -> new DelegatingDataSource(pool()) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        return answering(super.getConnection(), url);
                    }
                }),
                analysis -> {
                    assertThat(analysis.getDescription()).contains("SQLite and PostgreSQL only");
                    assertThat(analysis.getAction()).contains("aro.db.datasource", "aro.db.enabled=false");
                });
    }

    private static Connection answering(Connection connection, String url) throws SQLException {
        DatabaseMetaData facts = connection.getMetaData();
        DatabaseMetaData changed = proxy(
                DatabaseMetaData.class,
                (proxy, method, arguments) ->
                        method.getName().equals("getURL") ? url : method.invoke(facts, arguments));
        return proxy(
                Connection.class,
                (proxy, method, arguments) ->
                        method.getName().equals("getMetaData") ? changed : method.invoke(connection, arguments));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
