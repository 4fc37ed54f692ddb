package io.aro.db.internal.statement;

import io.aro.db.internal.binding.Codec;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.Fields;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.conf.ParamType;
import org.jooq.conf.SettingsTools;
import org.jspecify.annotations.Nullable;

/** The text of a template on one engine, with the markers and the columns of its result. Immutable and thread-safe. */
final class RenderedStatement {

    /** A character of no SQL text, in front of each parameter's name in the first rendering. */
    private static final String MARK = "\u0001";

    private static final Pattern MARKED = Pattern.compile(MARK + "(\\w+)");

    /** Above this number jOOQ inlines the values, at the limit of each engine. */
    private static final int MOST_MARKERS = 999;

    private final String sql;
    private final List<Marker> markers;
    private final ResultColumns columns;

    private RenderedStatement(String sql, List<Marker> markers, ResultColumns columns) {
        this.sql = sql;
        this.markers = markers;
        this.columns = columns;
    }

    /** Returns a configuration whose renderings mark the parameters by their names. */
    static Configuration marking(Configuration configuration) {
        return configuration.derive(
                SettingsTools.clone(configuration.settings()).withRenderNamedParamPrefix(MARK));
    }

    /**
     * Renders a template for the engine and the settings of a configuration.
     *
     * @param marking a configuration of {@link #marking}
     * @return the text, or null with too many markers, or with a parameter or a column without a codec
     */
    static @Nullable RenderedStatement of(StatementTemplate template, Configuration marking) {
        boolean sqlite = marking.family() == SQLDialect.SQLITE;
        Query query = template.query(marking);
        Iterator<Param<?>> constants = constantsOf(query).iterator();
        StringBuilder sql = new StringBuilder();
        List<Marker> markers = new ArrayList<>();
        Matcher text = MARKED.matcher(query.getSQL(ParamType.NAMED));
        while (text.find()) {
            text.appendReplacement(sql, "?");
            int place = template.placeOf(text.group(1));
            Param<?> param = place < 0
                    ? constants.next()
                    : template.parameters().get(place).field();
            Codec<?> codec = Codec.of(param, sqlite);
            if (codec == null || markers.size() == MOST_MARKERS) {
                return null;
            }
            markers.add(Marker.of(place, codec, param.getValue()));
        }
        ResultColumns columns = ResultColumns.of(columnsOf(template, query), sqlite);
        return columns == null
                ? null
                : new RenderedStatement(text.appendTail(sql).toString(), List.copyOf(markers), columns);
    }

    /** Returns the bound constants in the order of their markers. Their numbers in jOOQ also count inlined constants. */
    private static List<Param<?>> constantsOf(Query query) {
        return query.getParams().values().stream()
                .filter(param -> !param.isInline() && param.getParamName() == null)
                .toList();
    }

    /** Returns the columns of the result. The fields of a select belong to a derived table instead. */
    @SuppressWarnings("deprecation") // Its replacement, $select(), is empty for the columns of a table.
    private static List<? extends Field<?>> columnsOf(StatementTemplate template, Query query) {
        List<? extends Field<?>> declared = template.columns();
        if (declared != null) {
            return declared;
        }
        if (query instanceof Select<?> select) {
            return select.getSelect();
        }
        return query instanceof Fields returning ? List.of(returning.fields()) : List.of();
    }

    String sql() {
        return sql;
    }

    ResultColumns columns() {
        return columns;
    }

    /** Binds the values to the markers from the index on, and returns the index after the last marker. */
    int bind(PreparedStatement statement, int from, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < markers.size(); i++) {
            markers.get(i).bind(statement, from + i, values);
        }
        return from + markers.size();
    }

    /**
     * A marker of the text.
     *
     * @param place the place of its parameter in the template; -1 for a constant
     */
    private record Marker(
            int place, Codec<Object> codec, @Nullable Object constant) {

        @SuppressWarnings("unchecked") // The values of a parameter have the type of the parameter.
        static Marker of(int place, Codec<?> codec, @Nullable Object constant) {
            return new Marker(place, (Codec<Object>) codec, constant);
        }

        void bind(PreparedStatement statement, int index, @Nullable Object[] values) throws SQLException {
            codec.bind(statement, index, place < 0 ? constant : values[place]);
        }
    }
}
