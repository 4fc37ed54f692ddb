package io.aro.db.internal.binding;

import io.aro.db.internal.json.Json;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.SQLDialect;
import org.jooq.impl.AbstractBinding;
import org.jooq.impl.DSL;

/** Binds a list of strings to PostgreSQL's {@code text[]} and to a JSON array on SQLite. */
public final class TextListBinding extends AbstractBinding<Object, List<String>> {

    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("unchecked")
    public Converter<Object, List<String>> converter() {
        Class<List<String>> list = (Class<List<String>>) (Class<?>) List.class;
        return Converter.ofNullable(Object.class, list, json -> Json.strings(json.toString()), Json::write);
    }

    @Override
    protected void sqlInline(BindingSQLContext<List<String>> context) {
        List<String> value = context.value();
        if (value == null) {
            context.render().visit(DSL.inline(null, String.class));
        } else if (context.dialect() == SQLDialect.SQLITE) {
            context.render().visit(DSL.inline(Json.write(value)));
        } else {
            // jOOQ's literal is a varchar[], which PostgreSQL does not compare with text[].
            context.render().visit(DSL.inline(value.toArray(String[]::new))).sql("::text[]");
        }
    }

    @Override
    public void set(BindingSetStatementContext<List<String>> context) throws SQLException {
        List<String> value = context.value();
        if (value == null) {
            context.statement().setNull(context.index(), Types.NULL);
        } else if (context.dialect() == SQLDialect.SQLITE) {
            context.statement().setString(context.index(), Json.write(value));
        } else {
            Connection connection = context.statement().getConnection();
            context.statement().setArray(context.index(), connection.createArrayOf("text", value.toArray()));
        }
    }

    @Override
    public void get(BindingGetResultSetContext<List<String>> context) throws SQLException {
        if (context.dialect() == SQLDialect.SQLITE) {
            String json = context.resultSet().getString(context.index());
            context.value(json == null ? null : Json.strings(json));
        } else {
            Array array = context.resultSet().getArray(context.index());
            context.value(array == null ? null : List.of((String[]) array.getArray()));
        }
    }
}
