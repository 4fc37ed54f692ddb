package io.aro.db.testkit.jdbc;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An interceptor of JDBC calls with an effect on the database; decides whether and when a call proceeds.
 *
 * <p>Runs on the calling thread, so implementations must be thread-safe. Calls within the driver's memory, such as
 * reading a row, are not intercepted.
 */
@FunctionalInterface
public interface JdbcInterceptor {

    /**
     * Returns the result for the caller, usually that of {@link JdbcCall#proceed}; an interceptor may skip the call.
     */
    @Nullable
    Object intercept(JdbcCall call) throws SQLException;

    /** Returns a chain of this interceptor and the inner interceptor, in this order. */
    default JdbcInterceptor before(JdbcInterceptor inner) {
        return call -> intercept(call.goingOnBy(inner));
    }

    /** Returns a data source that sends the calls of the original through this interceptor. */
    default DataSource over(DataSource original) {
        return JdbcProxy.of(original, this);
    }
}
