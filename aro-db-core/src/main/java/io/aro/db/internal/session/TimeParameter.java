package io.aro.db.internal.session;

import io.aro.db.internal.binding.TimeBinding;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.statement.Parameter;
import java.time.Instant;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * A parameter of a statement template for a time of a {@link SqlClock}.
 *
 * @param name the name of the parameter
 * @param ofServer whether the time is relative to the server's clock
 */
public record TimeParameter(String name, boolean ofServer) {

    /** Returns the parameter: the microseconds since the server's time, or the time itself. */
    public Parameter<?> parameter() {
        return ofServer ? microseconds() : time();
    }

    /** Returns the time as an expression of a statement. */
    public Field<Instant> field(Dialect dialect) {
        return ofServer ? dialect.serverTime(microseconds().field()).orElseThrow() : time().field();
    }

    /** Returns the present time as an expression of a statement; the server needs no parameter. */
    public Field<Instant> now(Dialect dialect) {
        return ofServer ? dialect.serverTime(DSL.inline(0L)).orElseThrow() : time().field();
    }

    private Parameter<Long> microseconds() {
        return new Parameter<>(name, SQLDataType.BIGINT);
    }

    private Parameter<Instant> time() {
        return new Parameter<>(name, TimeBinding.TYPE);
    }
}
