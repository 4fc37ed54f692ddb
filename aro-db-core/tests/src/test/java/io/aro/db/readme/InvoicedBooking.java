package io.aro.db.readme;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.aro.db.AroDatabase;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.connection.HostConfig;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.migration.Migrator;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

public final class InvoicedBooking {

    private static final String URL =
            "jdbc:sqlite:app.db?foreign_keys=on&transaction_mode=IMMEDIATE&busy_timeout=10000";

    public static void main(String... arguments) throws SQLException {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(URL);
        try (HikariDataSource pool = new HikariDataSource(settings)) {
            System.out.println("booked " + bookFirst(pool, SQLDialect.SQLITE));
        }
    }

    static UUID bookFirst(DataSource pool, SQLDialect dialect) throws SQLException {
        Migrator.of(pool).migrate();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS invoices (appointment_id TEXT)");
        }
        AroDatabase db = AroDatabase.over(pool, HostConfig.of(dialect));
        Customer ada = db.customers().upsertByPhone(NewCustomer.withPhone("+15551234567"));
        Instant startsAt = Instant.parse("2028-03-01T15:00:00Z");
        BigDecimal cost = new BigDecimal("120.00");
        return book(pool, dialect, NewAppointment.of(ada.id(), startsAt, Duration.ofMinutes(45), "Cleaning", cost));
    }

    static UUID book(DataSource pool, SQLDialect dialect, NewAppointment appointment) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                AroDatabase db = AroDatabase.over(DSL.using(connection, dialect));
                UUID id = db.appointments().create(appointment).id();
                String insert = "INSERT INTO invoices (appointment_id) VALUES (?)";
                try (PreparedStatement invoice = connection.prepareStatement(insert)) {
                    invoice.setString(1, id.toString());
                    invoice.executeUpdate();
                }
                connection.commit();
                return id;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }
}
