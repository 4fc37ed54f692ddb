package io.aro.db.internal.binding;

import io.aro.db.error.UnreadableValueException;
import io.aro.db.internal.value.Values;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
 * A binding of times in microseconds: {@code timestamptz} on PostgreSQL, {@link StoredTime text of one form} on SQLite.
 *
 * <p>A time is cut to microseconds, which both engines keep. One that is not of the years 1 to 9999 is refused, written
 * or read: PostgreSQL knows {@code infinity}, years before Christ and years of five digits.
 */
public final class TimeBinding extends AbstractBinding<Instant, Instant> {

    /** The type of each time that is sent or read outside of a column. */
    public static final DataType<Instant> TYPE = SQLDataType.INSTANT.asConvertedDataType(new TimeBinding());

    private static final long serialVersionUID = 1L;

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
        Instant value = context.value();
        if (context.dialect() == SQLDialect.SQLITE) {
            // SQLite's driver takes a null for any type.
            context.statement().setString(context.index(), value == null ? null : StoredTime.format(storable(value)));
        } else if (value == null) {
            context.statement().setNull(context.index(), Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            context.statement().setObject(context.index(), storable(value).atOffset(ZoneOffset.UTC));
        }
    }

    @Override
    public void get(BindingGetResultSetContext<Instant> context) throws SQLException {
        try {
            Instant value = context.dialect() == SQLDialect.SQLITE
                    ? text(context.resultSet(), context.index())
                    : timestamp(context.resultSet(), context.index());
            if (value != null && !Values.isStorable(value)) {
                throw unreadable(context.field());
            }
            context.value(value);
        } catch (DateTimeException e) {
            // It quotes the value, so it is dropped.
            throw unreadable(context.field());
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
        return new UnreadableValueException(column, "a time between the years 1 and 9999");
    }

    private static Instant storable(Instant value) {
        return Values.instant("a time", value);
    }
}
