package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.ResponseClassification;
import io.aro.db.customer.CommunicationPreference;
import io.aro.db.customer.Customer;
import io.aro.db.customer.PaymentStatus;
import io.aro.db.customer.ReviewStatus;
import io.aro.db.customer.RiskCategory;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A mapper of rows to the library's records.
 *
 * @param values the forms of values of the engine
 */
public record RowMapper(Values values) {

    /** Returns the customer of a row with the columns {@link Columns#CUSTOMER}. */
    public Customer customer(ResultSet row) throws SQLException {
        return new Customer(
                required(values.id(row, 1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                required(values.money(row, 8)),
                required(values.money(row, 9)),
                PaymentStatus.of(row.getString(10)),
                row.getLong(11),
                ReviewStatus.of(row.getString(12)),
                values.time(row, 13),
                CommunicationPreference.of(row.getString(14)),
                row.getInt(15),
                RiskCategory.of(row.getString(16)),
                row.getBoolean(17),
                required(values.time(row, 18)),
                required(values.time(row, 19)),
                values.words(row, 20),
                row.getLong(21),
                row.getLong(22));
    }

    /** Returns the appointment of a row with the columns {@link Columns#APPOINTMENT}. */
    public Appointment appointment(ResultSet row) throws SQLException {
        String response = row.getString(16);
        return new Appointment(
                required(values.id(row, 1)),
                row.getString(2),
                row.getString(3),
                required(values.id(row, 4)),
                required(values.time(row, 5)),
                Duration.ofMinutes(row.getInt(6)),
                row.getString(7),
                required(values.money(row, 8)),
                row.getString(9),
                row.getString(10),
                Statuses.of(row.getString(11)),
                values.statuses(row, 12),
                row.getInt(13),
                row.getBoolean(14),
                values.time(row, 15),
                response == null ? null : ResponseClassification.of(response),
                row.getBoolean(17),
                values.money(row, 18),
                row.getBoolean(19),
                row.getString(20),
                required(values.time(row, 21)),
                required(values.time(row, 22)),
                values.time(row, 23),
                values.time(row, 24),
                values.time(row, 25),
                row.getString(26),
                values.id(row, 27));
    }

    Event event(ResultSet row) throws SQLException {
        return new Event(
                required(values.id(row, 1)),
                required(values.time(row, 2)),
                row.getString(3),
                row.getString(4),
                required(values.id(row, 5)),
                new Actor(Actor.Kind.of(row.getString(6)), row.getString(7)),
                JsonText.read(row.getString(8), JsonNode.class),
                JsonText.read(row.getString(9), JsonNode.class),
                required(values.time(row, 10)));
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
