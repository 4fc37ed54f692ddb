package io.aro.db.spring.connection;

import io.aro.db.error.internal.VendorErrors;
import io.aro.db.spring.failure.RefusedStartException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.tools.jdbc.JDBCUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The choice of a pool among the beans.
 *
 * @param beans the beans of the service
 */
record PoolChoice(ConfigurableListableBeanFactory beans) {

    private static final String KEY = "aro.db.datasource";

    /** Returns the named pool, or the single or primary one. */
    AroDbPool pool(@Nullable String name, @Nullable String schema) {
        DataSource pool = withoutProxy(name == null ? only() : named(name));
        return new AroDbPool(pool, dialect(pool), schema);
    }

    private DataSource named(String name) {
        if (!beans.containsBean(name) || !beans.isTypeMatch(name, DataSource.class)) {
            throw new RefusedStartException(
                    String.format(
                            Locale.ROOT, "The property %s is '%s', and no DataSource bean has the name.", KEY, name),
                    String.format(Locale.ROOT, "Set one of the names %s.", names()));
        }
        return beans.getBean(name, DataSource.class);
    }

    private DataSource only() {
        try {
            return beans.getBean(DataSource.class);
        } catch (NoUniqueBeanDefinitionException e) {
            throw new RefusedStartException(
                    String.format(Locale.ROOT, "The service has the pools %s, and none is chosen for aro-db.", names()),
                    String.format(
                            Locale.ROOT, "Set %s to one of the names, or mark a DataSource bean as @Primary.", KEY),
                    e);
        }
    }

    private String names() {
        return String.join(
                ", ",
                List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DataSource.class, true, false)));
    }

    private static DataSource withoutProxy(DataSource pool) {
        DataSource target = pool instanceof TransactionAwareDataSourceProxy proxy ? proxy.getTargetDataSource() : null;
        return target == null ? pool : withoutProxy(target);
    }

    private static SQLDialect dialect(DataSource pool) {
        SQLDialect dialect = found(pool);
        if (dialect.family() == SQLDialect.SQLITE || dialect.family() == SQLDialect.POSTGRES) {
            return dialect;
        }
        throw new RefusedStartException(
                String.format(
                        Locale.ROOT,
                        "aro-db works with SQLite and PostgreSQL only, and the pool leads to %s.",
                        dialect == SQLDialect.DEFAULT ? "another database" : dialect.getName()),
                String.format(
                        Locale.ROOT, "Name a DataSource bean of either in %s, or set aro.db.enabled=false.", KEY));
    }

    private static SQLDialect found(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            return JDBCUtils.dialect(connection);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        } catch (RuntimeException e) {
            // HikariCP wraps the first failure of a pool in an exception of its own.
            throw VendorErrors.isOfDriver(e) ? VendorErrors.translate(e) : e;
        }
    }
}
