package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of PostgreSQL, in its own types. */
final class PostgresValues implements Values {

    @Override
    public Object id(UUID id) {
        return id;
    }

    @Override
    public Object time(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    @Override
    public Object money(BigDecimal amount) {
        return amount;
    }

    @Override
    public void bindNoWords(PreparedStatement statement, int index, Connection connection) throws SQLException {
        statement.setArray(index, connection.createArrayOf("text", new String[0]));
    }

    @Override
    public @Nullable UUID id(ResultSet row, int index) throws SQLException {
        return row.getObject(index, UUID.class);
    }

    @Override
    public @Nullable Instant time(ResultSet row, int index) throws SQLException {
        OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    public @Nullable BigDecimal money(ResultSet row, int index) throws SQLException {
        return row.getBigDecimal(index);
    }

    @Override
    public List<String> words(ResultSet row, int index) throws SQLException {
        return List.of((String[]) row.getArray(index).getArray());
    }

    @Override
    public List<AppointmentStatus> statuses(ResultSet row, int index) throws SQLException {
        String text = row.getString(index);
        return text.length() == 2
                ? List.of()
                : Statuses.list(text.substring(1, text.length() - 1).split(","));
    }
}
