package io.aro.db.internal.statement;

import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * A parameter of a statement template.
 *
 * @param <T> the type of its values
 * @param name the name, unique in the template; letters, digits and underscores
 * @param type the data type of its values
 */
public record Parameter<T>(String name, DataType<T> type) {

    /** The largest number of rows of a query. The name differs from the parameters in conditions of callers. */
    public static final Parameter<Integer> LIMIT = new Parameter<>("aro_limit", SQLDataType.INTEGER.notNull());

    /** Returns a parameter for values of a column, with the name of the column. */
    public static <T> Parameter<T> of(Field<T> column) {
        return of(column.getName(), column);
    }

    /** Returns a parameter for values of a column, with a different name. */
    public static <T> Parameter<T> of(String name, Field<T> column) {
        return new Parameter<>(name, column.getDataType());
    }

    /**
     * Returns {@link #LIMIT} as an expression.
     *
     * <p>SQLite compiles a statement again for each value of a plain parameter there
     * (<a href="https://www.sqlite.org/c3ref/prepare.html">sqlite3_prepare_v2</a>, on values that influence the plan).
     */
    public static Field<Integer> limit() {
        return LIMIT.field().plus(DSL.inline(0));
    }

    /** Returns the parameter as an expression of a statement. */
    public Param<T> field() {
        return DSL.param(name, type);
    }

    /** Returns a parameter for each column, in the order of the columns. */
    public static List<Parameter<?>> list(List<? extends Field<?>> columns) {
        return columns.stream().<Parameter<?>>map(Parameter::of).toList();
    }

    /** Returns parameters as expressions of a statement, in their order. */
    public static List<Param<?>> fields(List<Parameter<?>> parameters) {
        return parameters.stream().<Param<?>>map(Parameter::field).toList();
    }
}
