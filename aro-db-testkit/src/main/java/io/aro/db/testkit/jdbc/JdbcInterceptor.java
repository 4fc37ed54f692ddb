package io.aro.db.testkit.jdbc;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An interceptor of each call that matters to the database, which decides whether and when the call goes on.
 *
 * <p>It is called on the thread that makes the call, by several at the same time. Calls that only touch the memory of the
 * driver, such as reading a row, do not come by.
 */
@FunctionalInterface
public interface JdbcInterceptor {

    /**
     * Returns what the caller gets, which is what {@link JdbcCall#proceed} returns unless the call is to be kept from
     * happening.
     */
    @Nullable
    Object intercept(JdbcCall call) throws SQLException;

    /** Returns both, this one before the other. */
    default JdbcInterceptor before(JdbcInterceptor inner) {
        return call -> intercept(call.goingOnBy(inner));
    }

    /** Returns a source that does what the original does, with this interceptor in the way. */
    default DataSource over(DataSource original) {
        return JdbcProxy.of(original, this);
    }
}
