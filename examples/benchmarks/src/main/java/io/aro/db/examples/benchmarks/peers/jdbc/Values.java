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

/** The forms of values in the columns of one engine. */
public interface Values {

    /** Returns the values of an engine. */
    static Values of(boolean postgres) {
        return postgres ? new PostgresValues() : new SqliteValues();
    }

    /** Returns the form of an id in a parameter. */
    Object id(UUID id);

    /** Returns the form of a time in a parameter. */
    Object time(Instant time);

    /** Returns the form of an amount in a parameter. */
    Object money(BigDecimal amount);

    /** Binds an empty list of texts. */
    void bindNoWords(PreparedStatement statement, int index, Connection connection) throws SQLException;

    /** Returns an id. */
    @Nullable
    UUID id(ResultSet row, int index) throws SQLException;

    /** Returns a time. */
    @Nullable
    Instant time(ResultSet row, int index) throws SQLException;

    /** Returns an amount. */
    @Nullable
    BigDecimal money(ResultSet row, int index) throws SQLException;

    /** Returns a list of texts. */
    List<String> words(ResultSet row, int index) throws SQLException;

    /** Returns a list of statuses. */
    List<AppointmentStatus> statuses(ResultSet row, int index) throws SQLException;
}
