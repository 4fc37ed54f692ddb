package io.aro.db.internal.binding;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The transfer of one column's values between Java and a driver, without a context of jOOQ. Thread-safe.
 *
 * <p>Stores and reads the same values as the column's jOOQ binding.
 *
 * @param <T> the Java type of the column
 */
public sealed interface Codec<T> {

    /** Binds a value to a marker of a statement. */
    void bind(PreparedStatement statement, int index, @Nullable T value) throws SQLException;

    /** Returns the value in a column of the row. */
    @Nullable
    T read(ResultSet row, int index) throws SQLException;

    /** Returns the codec of a column or an expression on an engine, or null for a type without a codec. */
    @SuppressWarnings("unchecked") // The codec is chosen by the type of the field.
    static <T> @Nullable Codec<T> of(Field<T> field, boolean sqlite) {
        if (field.getBinding() instanceof TimeBinding) {
            return (Codec<T>) new OfTime((Field<Instant>) field, sqlite);
        }
        if (field.getBinding() instanceof EngineBinding<?, T> binding) {
            return new OfBinding<>(binding, sqlite);
        }
        return (Codec<T>) plain(field.getDataType(), sqlite);
    }

    private static @Nullable Codec<?> plain(DataType<?> type, boolean sqlite) {
        boolean nullable = type.nullable();
        if (isLike(type, SQLDataType.VARCHAR) || isLike(type, SQLDataType.CLOB)) {
            return new OfText();
        }
        if (isLike(type, SQLDataType.UUID)) {
            return sqlite ? new OfUuidText() : new OfUuid();
        }
        if (isLike(type, SQLDataType.INTEGER)) {
            return new OfInteger(nullable);
        }
        if (isLike(type, SQLDataType.BIGINT)) {
            return new OfLong(nullable);
        }
        if (isLike(type, SQLDataType.JSONB)) {
            return new OfJson(sqlite);
        }
        return isLike(type, SQLDataType.BOOLEAN) ? new OfBoolean(nullable) : null;
    }

    /** Returns whether jOOQ transfers the values of both types in the same way. False for a custom converter. */
    private static boolean isLike(DataType<?> type, DataType<?> known) {
        return type.getType().equals(known.getType())
                && type.getConverter().getClass().equals(known.getConverter().getClass())
                && type.getBinding().getClass().equals(known.getBinding().getClass());
    }

    /** The codec of times. */
    record OfTime(Field<Instant> field, boolean sqlite) implements Codec<Instant> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable Instant value) throws SQLException {
            TimeBinding.bind(statement, index, value, sqlite);
        }

        @Override
        public @Nullable Instant read(ResultSet row, int index) throws SQLException {
            return TimeBinding.read(row, index, sqlite, field);
        }
    }

    /** The codec of a column with different types on the engines. */
    record OfBinding<T>(EngineBinding<?, T> binding, boolean sqlite) implements Codec<T> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable T value) throws SQLException {
            binding.bindNullable(statement, index, value, sqlite);
        }

        @Override
        public @Nullable T read(ResultSet row, int index) throws SQLException {
            return binding.read(row, index, sqlite);
        }
    }

    /** The codec of texts. */
    record OfText() implements Codec<String> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable String value) throws SQLException {
            statement.setString(index, value);
        }

        @Override
        public @Nullable String read(ResultSet row, int index) throws SQLException {
            return row.getString(index);
        }
    }

    /** The codec of 32-bit integers. */
    record OfInteger(boolean nullable) implements Codec<Integer> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable Integer value) throws SQLException {
            if (value == null) {
                statement.setNull(index, Types.INTEGER);
            } else {
                statement.setInt(index, value);
            }
        }

        @Override
        public @Nullable Integer read(ResultSet row, int index) throws SQLException {
            int value = row.getInt(index);
            return (nullable && row.wasNull()) ? null : value;
        }
    }

    /** The codec of 64-bit integers. */
    record OfLong(boolean nullable) implements Codec<Long> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable Long value) throws SQLException {
            if (value == null) {
                statement.setNull(index, Types.BIGINT);
            } else {
                statement.setLong(index, value);
            }
        }

        @Override
        public @Nullable Long read(ResultSet row, int index) throws SQLException {
            long value = row.getLong(index);
            return (nullable && row.wasNull()) ? null : value;
        }
    }

    /** The codec of truth values. */
    record OfBoolean(boolean nullable) implements Codec<Boolean> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable Boolean value) throws SQLException {
            if (value == null) {
                statement.setNull(index, Types.BOOLEAN);
            } else {
                statement.setBoolean(index, value);
            }
        }

        @Override
        public @Nullable Boolean read(ResultSet row, int index) throws SQLException {
            boolean value = row.getBoolean(index);
            return (nullable && row.wasNull()) ? null : value;
        }
    }

    /** The codec of JSON documents. On SQLite jOOQ binds the bytes of the text. */
    record OfJson(boolean sqlite) implements Codec<JSONB> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable JSONB value) throws SQLException {
            if (value == null) {
                statement.setNull(index, Types.OTHER);
            } else if (sqlite) {
                statement.setBytes(index, value.data().getBytes(StandardCharsets.UTF_8));
            } else {
                statement.setString(index, value.data());
            }
        }

        @Override
        public @Nullable JSONB read(ResultSet row, int index) throws SQLException {
            String text = row.getString(index);
            return text == null ? null : JSONB.jsonb(text);
        }
    }

    /** The codec of ids on PostgreSQL. */
    record OfUuid() implements Codec<UUID> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable UUID value) throws SQLException {
            if (value == null) {
                statement.setNull(index, Types.OTHER);
            } else {
                statement.setObject(index, value);
            }
        }

        @Override
        public @Nullable UUID read(ResultSet row, int index) throws SQLException {
            return row.getObject(index, UUID.class);
        }
    }

    /** The codec of ids on SQLite, as text. */
    record OfUuidText() implements Codec<UUID> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable UUID value) throws SQLException {
            statement.setString(index, value == null ? null : value.toString());
        }

        @Override
        public @Nullable UUID read(ResultSet row, int index) throws SQLException {
            String text = row.getString(index);
            return text == null ? null : UUID.fromString(text);
        }
    }
}
