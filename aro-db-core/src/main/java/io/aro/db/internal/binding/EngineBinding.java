package io.aro.db.internal.binding;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.impl.AbstractBinding;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Base of bindings: subclasses receive non-null values, and the engine as a flag. */
abstract class EngineBinding<D, U> extends AbstractBinding<D, U> {

    private static final long serialVersionUID = 1L;

    private final int nullType;

    EngineBinding(int nullType) {
        this.nullType = nullType;
    }

    abstract QueryPart literal(U value, boolean sqlite);

    abstract void bind(PreparedStatement statement, int index, U value, boolean sqlite) throws SQLException;

    abstract @Nullable U read(ResultSet row, int index, boolean sqlite) throws SQLException;

    @Override
    protected void sqlInline(BindingSQLContext<U> context) {
        U value = context.value();
        boolean sqlite = context.dialect() == SQLDialect.SQLITE;
        context.render().visit(value == null ? DSL.inline(null, String.class) : literal(value, sqlite));
    }

    @Override
    public final void set(BindingSetStatementContext<U> context) throws SQLException {
        bindNullable(context.statement(), context.index(), context.value(), context.dialect() == SQLDialect.SQLITE);
    }

    final void bindNullable(PreparedStatement statement, int index, @Nullable U value, boolean sqlite)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, nullType);
        } else {
            bind(statement, index, value, sqlite);
        }
    }

    @Override
    public final void get(BindingGetResultSetContext<U> context) throws SQLException {
        context.value(read(context.resultSet(), context.index(), context.dialect() == SQLDialect.SQLITE));
    }
}
