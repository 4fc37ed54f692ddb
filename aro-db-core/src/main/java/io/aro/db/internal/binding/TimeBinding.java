package io.aro.db.internal.binding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.aro.db.error.UnreadableValueException;
import io.aro.db.refusal.InvalidValueException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.Converters;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.TableField;
import org.jooq.impl.AbstractBinding;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Binding of times in microseconds: {@code timestamptz} on PostgreSQL, {@link StoredTime fixed-form text} on SQLite.
 *
 * <p>Times are truncated to microseconds, the precision of both engines. Times outside the years 1 to 9999 are refused
 * on writing and on reading. PostgreSQL could otherwise store {@code infinity}, years before Christ and years of five
 * digits.
 */
public final class TimeBinding extends AbstractBinding<Instant, Instant> {

    /** The data type of times outside columns, such as bind values. */
    public static final DataType<Instant> TYPE = SQLDataType.INSTANT.asConvertedDataType(new TimeBinding());

    private static final long serialVersionUID = 1L;

    private static final String RULE = "a time between the years 1 and 9999";

    @Override
    public Converter<Instant, Instant> converter() {
        return Converters.identity(Instant.class);
    }

    @Override
    protected void sqlInline(BindingSQLContext<Instant> context) {
        Instant value = context.value();
        if (value == null) {
            context.render().visit(DSL.inline(null, SQLDataType.INSTANT));
            return;
        }
        if (context.dialect() != SQLDialect.SQLITE) {
            context.render().sql("timestamp with time zone ");
        }
        context.render().visit(DSL.inline(StoredTime.format(storable(value))));
    }

    @Override
    protected void sqlBind(BindingSQLContext<Instant> context) {
        if (context.dialect() == SQLDialect.SQLITE) {
            context.render().sql(context.variable());
        } else {
            context.render().sql("cast(").sql(context.variable()).sql(" as timestamp(6) with time zone)");
        }
    }

    @Override
    public void set(BindingSetStatementContext<Instant> context) throws SQLException {
        bind(context.statement(), context.index(), context.value(), context.dialect() == SQLDialect.SQLITE);
    }

    @Override
    public void get(BindingGetResultSetContext<Instant> context) throws SQLException {
        context.value(
                read(context.resultSet(), context.index(), context.dialect() == SQLDialect.SQLITE, context.field()));
    }

    /** Binds a time to a marker. */
    static void bind(PreparedStatement statement, int index, @Nullable Instant value, boolean sqlite)
            throws SQLException {
        if (sqlite) {
            // SQLite's driver accepts a null of any type.
            statement.setString(index, value == null ? null : StoredTime.format(storable(value)));
        } else if (value == null) {
            statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(index, storable(value).atOffset(ZoneOffset.UTC));
        }
    }

    /**
     * Returns the time in a column of the row.
     *
     * @throws UnreadableValueException if the time is out of range, or not in the fixed form
     */
    static @Nullable Instant read(ResultSet row, int index, boolean sqlite, @Nullable Field<Instant> field)
            throws SQLException {
        try {
            Instant value = sqlite ? text(row, index) : timestamp(row, index);
            if (value != null && !StoredTime.isStorable(value)) {
                throw unreadable(field);
            }
            return value;
        } catch (DateTimeException e) {
            // Drops the cause, because it quotes the value.
            throw unreadable(field);
        }
    }

    private static @Nullable Instant text(ResultSet row, int index) throws SQLException {
        String text = row.getString(index);
        return text == null ? null : StoredTime.parse(text);
    }

    private static @Nullable Instant timestamp(ResultSet row, int index) throws SQLException {
        OffsetDateTime timestamp = row.getObject(index, OffsetDateTime.class);
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static UnreadableValueException unreadable(@Nullable Field<Instant> field) {
        String column = field == null ? "a column" : field.getName();
        if (field instanceof TableField<?, Instant> ofTable && ofTable.getTable() != null) {
            column = ofTable.getTable().getName() + "." + column;
        }
        return new UnreadableValueException(column, RULE);
    }

    private static Instant storable(Instant value) {
        if (!StoredTime.isStorable(value)) {
            throw new InvalidValueException("a time", "must be " + RULE);
        }
        return value.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * The text form of a time on SQLite: 32 characters, always in UTC with six fraction digits, such as
     * {@code 2026-03-01 10:00:00.500000+00:00}.
     *
     * <p>Text order equals time order, as required by SQLite's comparisons.
     */
    static final class StoredTime {

        private static final String ZONE = "+00:00";
        private static final String FORM = "0000-00-00 00:00:00.000000" + ZONE;
        private static final int LENGTH = FORM.length() - ZONE.length();
        private static final int NANOS_OF_A_MICRO = 1000;

        private static final long FIRST_SECOND =
                Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
        private static final long LAST_SECOND =
                Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

        private StoredTime() {}

        /** Returns whether the time is in the years 1 to 9999. */
        static boolean isStorable(Instant time) {
            return time.getEpochSecond() >= FIRST_SECOND && time.getEpochSecond() <= LAST_SECOND;
        }

        /** Returns a storable time as text, truncated to microseconds. */
        static String format(Instant time) {
            LocalDateTime at = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
            byte[] text = FORM.getBytes(ISO_8859_1);
            digits(text, 4, at.getYear());
            digits(text, 7, at.getMonthValue());
            digits(text, 10, at.getDayOfMonth());
            digits(text, 13, at.getHour());
            digits(text, 16, at.getMinute());
            digits(text, 19, at.getSecond());
            digits(text, LENGTH, at.getNano() / NANOS_OF_A_MICRO);
            return new String(text, ISO_8859_1);
        }

        /** Writes the digits of a number before the given end. Zeros in front are in the form already. */
        private static void digits(byte[] text, int end, int number) {
            int at = end;
            for (int rest = number; rest > 0; rest /= 10) {
                text[--at] = (byte) ('0' + rest % 10);
            }
        }

        /**
         * Returns the time of a text in the fixed form.
         *
         * @throws DateTimeException if the text has a different form, or the time does not exist
         */
        static Instant parse(String text) {
            if (text.length() != LENGTH + ZONE.length() || !text.endsWith(ZONE)) {
                throw new DateTimeException("The text has a different form.");
            }
            int year = number(text, 0, 4, '-');
            int month = number(text, 5, 7, '-');
            int day = number(text, 8, 10, ' ');
            int hour = number(text, 11, 13, ':');
            int minute = number(text, 14, 16, ':');
            int second = number(text, 17, 19, '.');
            int micros = number(text, 20, LENGTH, '+');
            return LocalDateTime.of(year, month, day, hour, minute, second, micros * NANOS_OF_A_MICRO)
                    .toInstant(ZoneOffset.UTC);
        }

        private static int number(String text, int from, int until, char next) {
            int number = 0;
            for (int i = from; i < until; i++) {
                char digit = text.charAt(i);
                if (digit < '0' || digit > '9') {
                    throw new DateTimeException("A digit is missing.");
                }
                number = number * 10 + digit - '0';
            }
            if (text.charAt(until) != next) {
                throw new DateTimeException("A separator is missing.");
            }
            return number;
        }
    }
}
