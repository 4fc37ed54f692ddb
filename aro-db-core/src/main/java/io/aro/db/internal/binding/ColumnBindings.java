package io.aro.db.internal.binding;

import io.aro.db.internal.json.Json;
import io.aro.db.internal.naming.QualifiedNames;
import io.aro.db.internal.value.Values;
import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jooq.BindingSQLContext;
import org.jooq.Context;
import org.jooq.Converter;
import org.jooq.Converters;
import org.jooq.JSONB;
import org.jooq.QueryPart;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Bindings of columns with different types on the engines, except times. All bindings are thread-safe. */
public final class ColumnBindings {

    private ColumnBindings() {}

    /**
     * Binding of decimals with two places: {@code numeric} on PostgreSQL, whole hundredths on SQLite.
     *
     * <p>SQLite stores fractions as binary doubles, and 0.10 + 0.20 would not equal 0.30. Its integers and their sums
     * are exact. Values with more than two places are refused, never rounded.
     */
    public static final class Hundredths extends EngineBinding<BigDecimal, BigDecimal> {

        private static final long serialVersionUID = 1L;

        /** Creates the binding. */
        public Hundredths() {
            super(Types.NUMERIC);
        }

        @Override
        public Converter<BigDecimal, BigDecimal> converter() {
            return Converters.identity(BigDecimal.class);
        }

        @Override
        QueryPart literal(BigDecimal value, boolean sqlite) {
            return sqlite ? DSL.inline(Values.hundredths(value)) : DSL.inline(Values.decimal(value));
        }

        @Override
        void bind(PreparedStatement statement, int index, BigDecimal value, boolean sqlite) throws SQLException {
            if (sqlite) {
                statement.setLong(index, Values.hundredths(value));
            } else {
                statement.setBigDecimal(index, Values.decimal(value));
            }
        }

        @Override
        @Nullable
        BigDecimal read(ResultSet row, int index, boolean sqlite) throws SQLException {
            if (sqlite) {
                long hundredths = row.getLong(index);
                return row.wasNull() ? null : BigDecimal.valueOf(hundredths, 2);
            }
            BigDecimal value = row.getBigDecimal(index);
            return value == null ? null : value.setScale(2, RoundingMode.UNNECESSARY);
        }
    }

    /** Binding to text: cast to a PostgreSQL type, and unchanged on SQLite. */
    abstract static class Text<U> extends EngineBinding<Object, U> {

        private static final long serialVersionUID = 1L;

        private final Class<U> type;
        private final String postgresType;

        @SuppressWarnings("unchecked") // A class object has no type arguments.
        Text(Class<? super U> type, String postgresType) {
            super(Types.VARCHAR);
            this.type = (Class<U>) type;
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
            super.sqlInline(context);
            cast(context);
        }

        @Override
        protected final void sqlBind(BindingSQLContext<U> context) throws SQLException {
            super.sqlBind(context);
            cast(context);
        }

        private void cast(BindingSQLContext<U> context) {
            if (context.dialect() != SQLDialect.SQLITE) {
                renderType(context.render().sql("::"));
            }
        }

        /** Renders the PostgreSQL type. */
        void renderType(Context<?> render) {
            render.sql(postgresType);
        }

        @Override
        QueryPart literal(U value, boolean sqlite) {
            return DSL.inline(toText(value, sqlite));
        }

        @Override
        void bind(PreparedStatement statement, int index, U value, boolean sqlite) throws SQLException {
            statement.setString(index, toText(value, sqlite));
        }

        @Override
        @Nullable
        U read(ResultSet row, int index, boolean sqlite) throws SQLException {
            String text = row.getString(index);
            return text == null ? null : fromText(text);
        }
    }

    /** Binding of a status: {@code appointment_status} on PostgreSQL, checked text on SQLite. */
    public static final class Status extends Text<AppointmentStatus> {

        private static final long serialVersionUID = 1L;

        private static final String TYPE = "appointment_status";

        /** Creates the binding. */
        public Status() {
            super(AppointmentStatus.class, TYPE);
        }

        @Override
        void renderType(Context<?> render) {
            render.visit(QualifiedNames.of(render.configuration(), TYPE));
        }

        @Override
        String toText(AppointmentStatus value, boolean sqlite) {
            return value.literal();
        }

        @Override
        AppointmentStatus fromText(String text) {
            return AppointmentStatus.of(text);
        }
    }

    /** Binding of a list of statuses: {@code appointment_status[]} on PostgreSQL, a JSON array on SQLite. */
    public static final class StatusList extends Text<List<AppointmentStatus>> {

        private static final long serialVersionUID = 1L;

        /** The length of an empty list, in braces or brackets. */
        private static final int EMPTY = 2;

        /** Creates the binding. */
        public StatusList() {
            super(List.class, Status.TYPE + "[]");
        }

        @Override
        void renderType(Context<?> render) {
            render.visit(QualifiedNames.of(render.configuration(), Status.TYPE)).sql("[]");
        }

        @Override
        String toText(List<AppointmentStatus> value, boolean sqlite) {
            List<String> words = value.stream().map(AppointmentStatus::literal).toList();
            if (!sqlite) {
                return "{" + String.join(",", words) + "}";
            }
            return words.isEmpty() ? "[]" : "[\"" + String.join("\",\"", words) + "\"]";
        }

        @Override
        List<AppointmentStatus> fromText(String text) {
            if (text.length() == EMPTY) {
                return List.of();
            }
            // Statuses are letters and underscores, in both {a,b} and ["a","b"].
            List<AppointmentStatus> statuses = new ArrayList<>();
            int begin = 0;
            for (int place = 0; place < text.length(); place++) {
                if (!isInWord(text.charAt(place))) {
                    if (begin < place) {
                        statuses.add(AppointmentStatus.of(text.substring(begin, place)));
                    }
                    begin = place + 1;
                }
            }
            return List.copyOf(statuses);
        }

        private static boolean isInWord(char letter) {
            return (letter >= 'a' && letter <= 'z') || letter == '_';
        }
    }

    /** Binding of a list of texts: {@code text[]} on PostgreSQL, a JSON array on SQLite. */
    public static final class TextList extends Text<List<String>> {

        private static final long serialVersionUID = 1L;

        /** Creates the binding. */
        public TextList() {
            super(List.class, "text[]");
        }

        @Override
        String toText(List<String> value, boolean sqlite) {
            return value.isEmpty() ? "[]" : Json.write(value);
        }

        @Override
        List<String> fromText(String text) {
            // Most lists are empty. A page has a list in each row, and the first use of Jackson takes 100 ms.
            return text.equals("[]") ? List.of() : Json.strings(text);
        }

        @Override
        QueryPart literal(List<String> value, boolean sqlite) {
            return sqlite ? super.literal(value, true) : DSL.inline(value.toArray(String[]::new));
        }

        @Override
        void bind(PreparedStatement statement, int index, List<String> value, boolean sqlite) throws SQLException {
            if (sqlite) {
                super.bind(statement, index, value, true);
            } else {
                statement.setArray(index, statement.getConnection().createArrayOf("text", value.toArray()));
            }
        }

        @Override
        @Nullable
        List<String> read(ResultSet row, int index, boolean sqlite) throws SQLException {
            if (sqlite) {
                return super.read(row, index, true);
            }
            Array array = row.getArray(index);
            return array == null ? null : List.of((String[]) array.getArray());
        }
    }

    /**
     * Binding of JSON documents with their original text: {@code json} on PostgreSQL, text on SQLite. A {@code jsonb}
     * would turn 1E+3 into 1000.
     */
    public static final class Document extends Text<JSONB> {

        private static final long serialVersionUID = 1L;

        /** Creates the binding. */
        public Document() {
            super(JSONB.class, "json");
        }

        @Override
        String toText(JSONB value, boolean sqlite) {
            return value.data();
        }

        @Override
        JSONB fromText(String text) {
            return JSONB.jsonb(text);
        }
    }
}
