package io.aro.db.internal.statement;

import io.aro.db.internal.dialect.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/**
 * A statement of fixed shape with named parameters, written in jOOQ's DSL. Immutable and thread-safe.
 *
 * <p>Each database renders the template once; see {@link RenderedStatements}. The DSL remains the only source of the
 * text.
 */
public final class StatementTemplate {

    private final @Nullable Object key;
    private final List<Parameter<?>> parameters;
    private final Function<? super Dialect, ? extends Query> shape;
    private final @Nullable List<? extends Field<?>> columns;

    private StatementTemplate(
            @Nullable Object key,
            List<Parameter<?>> parameters,
            Function<? super Dialect, ? extends Query> shape,
            @Nullable List<? extends Field<?>> columns) {
        this.key = key;
        this.parameters = parameters;
        this.shape = shape;
        this.columns = columns;
    }

    /**
     * Returns a template for a constant.
     *
     * @param parameters all parameters, in the order of the values of {@link #with}
     * @param shape builds the statement; its text depends on the dialect only
     */
    public static StatementTemplate of(
            List<Parameter<?>> parameters, Function<? super Dialect, ? extends Query> shape) {
        return of(new Object(), parameters, shape);
    }

    /**
     * Returns a template equal to all templates with an equal key.
     *
     * @param key all properties of the shape, as a value with {@code equals}; few different keys per process
     */
    public static StatementTemplate of(
            Object key, List<Parameter<?>> parameters, Function<? super Dialect, ? extends Query> shape) {
        return new StatementTemplate(key, List.copyOf(parameters), shape, null);
    }

    /** Returns a template for a statement of varying shape, rendered at each execution. */
    public static StatementTemplate varying(
            List<Parameter<?>> parameters, Function<? super Dialect, ? extends Query> shape) {
        return new StatementTemplate(null, List.copyOf(parameters), shape, null);
    }

    /**
     * Returns a template with these columns of the result, in place of the columns of the query.
     *
     * <p>Lets a union of derived tables return the columns of a table. Their names and types must agree.
     */
    public StatementTemplate returning(List<? extends Field<?>> resultColumns) {
        return new StatementTemplate(key, parameters, shape, List.copyOf(resultColumns));
    }

    /** Returns the statement with one value for each parameter, in their order. */
    public BoundStatement with(@Nullable Object... values) {
        if (values.length != parameters.size()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "The template has %d parameters and %d values.", parameters.size(), values.length));
        }
        return new BoundStatement(this, values);
    }

    /** Returns the key of the shape, or null for a statement of varying shape. */
    @Nullable
    Object key() {
        return key;
    }

    /** Returns the columns of {@link #returning}, or null for the columns of the query. */
    @Nullable
    List<? extends Field<?>> columns() {
        return columns;
    }

    List<Parameter<?>> parameters() {
        return parameters;
    }

    /** Returns the place of a parameter, or -1 for the name of a constant. */
    int placeOf(String name) {
        for (int place = 0; place < parameters.size(); place++) {
            if (parameters.get(place).name().equals(name)) {
                return place;
            }
        }
        return -1;
    }

    /** Returns the statement as a new jOOQ query without values. */
    Query query(Configuration configuration) {
        Query query = shape.apply(Dialect.of(configuration));
        query.attach(configuration);
        return query;
    }
}
