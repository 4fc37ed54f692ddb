package io.aro.db.internal.binding;

import java.sql.SQLException;
import java.sql.Types;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.SQLDialect;
import org.jooq.impl.AbstractBinding;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Sends a value as text, which PostgreSQL casts to a type of its own and SQLite keeps as it is.
 *
 * @param <U> the Java type of the column
 */
public abstract class TextBinding<U> extends AbstractBinding<Object, U> {

    private static final long serialVersionUID = 1L;

    private final Class<U> type;
    private final String postgresType;

    TextBinding(Class<U> type, String postgresType) {
        this.type = type;
        this.postgresType = postgresType;
    }

    abstract String toText(U value, boolean sqlite);

    abstract U fromText(String text);

    @Override
    public final Converter<Object, U> converter() {
        return Converter.ofNullable(
                Object.class, type, text -> fromText(text.toString()), value -> toText(value, false));
    }

    @Override
    protected final void sqlInline(BindingSQLContext<U> context) {
        context.render().visit(DSL.inline(textOf(context.value(), context.dialect())));
        cast(context);
    }

    @Override
    protected final void sqlBind(BindingSQLContext<U> context) throws SQLException {
        super.sqlBind(context);
        cast(context);
    }

    private void cast(BindingSQLContext<U> context) {
        if (context.dialect() != SQLDialect.SQLITE) {
            context.render().sql("::").sql(postgresType);
        }
    }

    @Override
    public final void set(BindingSetStatementContext<U> context) throws SQLException {
        String text = textOf(context.value(), context.dialect());
        if (text == null) {
            context.statement().setNull(context.index(), Types.VARCHAR);
        } else {
            context.statement().setString(context.index(), text);
        }
    }

    @Override
    public final void get(BindingGetResultSetContext<U> context) throws SQLException {
        String text = context.resultSet().getString(context.index());
        context.value(text == null ? null : fromText(text));
    }

    private @Nullable String textOf(@Nullable U value, SQLDialect dialect) {
        return value == null ? null : toText(value, dialect == SQLDialect.SQLITE);
    }
}
