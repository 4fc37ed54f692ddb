package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.config.BusinessConfigRepository;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.customer.Customer;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.EventRepository;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.reminder.ReminderLogRepository;
import io.aro.db.repository.Session;
import io.aro.db.schema.Tables;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.WorkflowInstanceRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@BothEngines
class ParametersTest {

    @Test
    void areTheRepositoriesOfTheSameDatabase(CustomerRepository customers, AroDatabase db) {
        Customer ada = customers.create(NewCustomer.withPhone("+15550100"));

        assertThat(db.customers().getById(ada.id())).isEqualTo(ada);
    }

    @Test
    void mayBeAnyRepositoryOfTheLibrary(
            AppointmentRepository appointments,
            ReminderLogRepository reminders,
            ConsentRepository consents,
            EventRepository events,
            IdempotencyService idempotency,
            WorkflowInstanceRepository workflows,
            DeadLetterRepository deadLetters,
            BusinessConfigRepository config) {
        assertThat(Stream.of(appointments, reminders, consents, events, idempotency, workflows, deadLetters, config))
                .doesNotContainNull();
    }

    @Test
    void mayBeARepositoryOfAService(NumberOfCustomers number, CustomerRepository customers) {
        customers.create(NewCustomer.withPhone("+15550100"));

        assertThat(number.get()).isEqualTo(1);
    }

    @Test
    void mayBeTheDataSource(DataSource source, CustomerRepository customers) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO customers (phone) VALUES ('+15550100')");
        }

        assertThat(customers.findByPhone("+15550100")).isPresent();
    }

    @Test
    void mayBelongToASeparateDatabase(
            CustomerRepository customers,
            @NamedDatabase("archive") CustomerRepository archived,
            @NamedDatabase("archive") TestDatabase archive) {
        customers.create(NewCustomer.withPhone("+15550100"));

        archived.create(NewCustomer.withPhone("+15550101"));

        assertThat(customers.findByPhone("+15550101")).isEmpty();
        assertThat(archive.open().customers().findByPhone("+15550101")).isPresent();
    }

    /** A repository in the style of a service. */
    public static final class NumberOfCustomers {
        private final Session session;

        public NumberOfCustomers(Session session) {
            this.session = session;
        }

        int get() {
            return session.read(dsl -> dsl.fetchCount(Tables.CUSTOMERS));
        }
    }
}
