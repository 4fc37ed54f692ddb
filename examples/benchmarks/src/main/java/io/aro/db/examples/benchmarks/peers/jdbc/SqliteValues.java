package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of SQLite: texts, and amounts in hundredths. */
final class SqliteValues implements Values {

    private static final String NONE = "[]";

    @Override
    public Object id(UUID id) {
        return id.toString();
    }

    @Override
    public Object time(Instant time) {
        return TimeText.of(time);
    }

    @Override
    public Object money(BigDecimal amount) {
        return amount.movePointRight(2).longValueExact();
    }

    @Override
    public void bindNoWords(PreparedStatement statement, int index, Connection connection) throws SQLException {
        statement.setString(index, NONE);
    }

    @Override
    public @Nullable UUID id(ResultSet row, int index) throws SQLException {
        String text = row.getString(index);
        return text == null ? null : UUID.fromString(text);
    }

    @Override
    public @Nullable Instant time(ResultSet row, int index) throws SQLException {
        String text = row.getString(index);
        return text == null ? null : TimeText.parse(text);
    }

    @Override
    public @Nullable BigDecimal money(ResultSet row, int index) throws SQLException {
        long hundredths = row.getLong(index);
        return row.wasNull() ? null : BigDecimal.valueOf(hundredths, 2);
    }

    @Override
    public List<String> words(ResultSet row, int index) throws SQLException {
        String json = row.getString(index);
        return json.equals(NONE) ? List.of() : List.of(JsonText.words(json));
    }

    @Override
    public List<AppointmentStatus> statuses(ResultSet row, int index) throws SQLException {
        String json = row.getString(index);
        return json.equals(NONE) ? List.of() : Statuses.list(JsonText.words(json));
    }
}
