package io.aro.db.internal.binding;

import io.aro.db.internal.value.Amounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.sql.Types;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.Converters;
import org.jooq.SQLDialect;
import org.jooq.impl.AbstractBinding;
import org.jooq.impl.DSL;

/**
 * Stores decimals with two places exactly: as {@code numeric} on PostgreSQL, as whole hundredths on SQLite.
 *
 * <p>SQLite would keep a fraction as a binary double, in which 0.10 + 0.20 is not 0.30. Its integers are exact, and so
 * are their sums. A value with more than two places is refused, never rounded.
 */
public final class HundredthsBinding extends AbstractBinding<BigDecimal, BigDecimal> {

    private static final long serialVersionUID = 1L;

    @Override
    public Converter<BigDecimal, BigDecimal> converter() {
        return Converters.identity(BigDecimal.class);
    }

    @Override
    protected void sqlInline(BindingSQLContext<BigDecimal> context) {
        BigDecimal value = context.value();
        if (value == null) {
            context.render().visit(DSL.inline(null, BigDecimal.class));
        } else if (context.dialect() == SQLDialect.SQLITE) {
            context.render().visit(DSL.inline(Amounts.toHundredths(value)));
        } else {
            context.render().visit(DSL.inline(Amounts.exact(value)));
        }
    }

    @Override
    public void set(BindingSetStatementContext<BigDecimal> context) throws SQLException {
        BigDecimal value = context.value();
        if (value == null) {
            context.statement().setNull(context.index(), Types.NUMERIC);
        } else if (context.dialect() == SQLDialect.SQLITE) {
            context.statement().setLong(context.index(), Amounts.toHundredths(value));
        } else {
            context.statement().setBigDecimal(context.index(), Amounts.exact(value));
        }
    }

    @Override
    public void get(BindingGetResultSetContext<BigDecimal> context) throws SQLException {
        if (context.dialect() == SQLDialect.SQLITE) {
            long hundredths = context.resultSet().getLong(context.index());
            context.value(context.resultSet().wasNull() ? null : BigDecimal.valueOf(hundredths, 2));
        } else {
            BigDecimal value = context.resultSet().getBigDecimal(context.index());
            context.value(value == null ? null : value.setScale(2, RoundingMode.UNNECESSARY));
        }
    }
}
