package io.aro.db.spring.connection;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** Matches a service with a pool. A named pool may be hidden from injection by type. */
final class OnPool extends AnyNestedCondition {

    OnPool() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    /** A pool of the service. */
    @ConditionalOnBean(DataSource.class)
    static final class ByType {}

    /** A pool chosen by a bean. */
    @ConditionalOnBean(AroDbPool.class)
    static final class Chosen {}

    /** A pool chosen by its name. */
    @ConditionalOnProperty("aro.db.datasource")
    static final class ByName {}
}
