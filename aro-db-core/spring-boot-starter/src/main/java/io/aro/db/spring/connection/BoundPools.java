package io.aro.db.spring.connection;

import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.ClassUtils;

/** The pools bound to the thread by transaction managers. */
final class BoundPools {

    private static final boolean HAS_JPA = ClassUtils.isPresent(
            "org.springframework.orm.jpa.JpaTransactionManager", BoundPools.class.getClassLoader());

    private BoundPools() {}

    /** Returns the pool bound by the manager; empty if it binds none, or is of an unknown type. */
    static Optional<DataSource> of(PlatformTransactionManager manager) {
        if (manager instanceof DataSourceTransactionManager jdbc) {
            return Optional.ofNullable(jdbc.getDataSource());
        }
        return HAS_JPA ? Jpa.of(manager) : Optional.empty();
    }

    /** Loaded only with JPA on the class path. */
    private static final class Jpa {

        private Jpa() {}

        static Optional<DataSource> of(PlatformTransactionManager manager) {
            return manager instanceof JpaTransactionManager jpa
                    ? Optional.ofNullable(jpa.getDataSource())
                    : Optional.empty();
        }
    }
}
