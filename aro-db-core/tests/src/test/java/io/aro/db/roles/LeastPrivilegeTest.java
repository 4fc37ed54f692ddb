package io.aro.db.roles;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.testkit.builder.Builders.aBusinessConfig;
import static io.aro.db.testkit.builder.Builders.aConsent;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.aDeadLetter;
import static io.aro.db.testkit.builder.Builders.aDeliverySubject;
import static io.aro.db.testkit.builder.Builders.aLegalHold;
import static io.aro.db.testkit.builder.Builders.aReminder;
import static io.aro.db.testkit.builder.Builders.aWorkflow;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static io.aro.db.testkit.builder.Builders.anIdempotencyKey;
import static io.aro.db.testkit.builder.Builders.anOptOut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.archive.FileArchive;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.customer.Customer;
import io.aro.db.error.ConfigurationException;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Neighbour;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.migration.Migrator;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service with a login of the role {@code aro_service}. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
class LeastPrivilegeTest {

    private static final Actor OWNER = Actor.admin("owner");

    private final TestDatabase database;

    LeastPrivilegeTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void aServiceDoesAllItsWork() throws Exception {
        try (ServiceRole service = ServiceRole.in(database, "public");
                AroDatabase db = open(service.url(), service.login(), service.password())) {
            work(db);
        }
    }

    @Test
    void deletingAppointmentsAndCustomersIsForTheOwner() throws Exception {
        try (ServiceRole service = ServiceRole.in(database, "public");
                AroDatabase db = open(service.url(), service.login(), service.password())) {
            Appointment visit = Given.booked(db, 1);

            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> db.appointments().delete(visit.id()))
                    .withMessageContaining("as the owner");
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> db.customers().delete(visit.customerId()));
        }
    }

    /** The schema's name needs quotes, and the owner is no superuser. */
    @Test
    void aSchemaOfAnyNameHasAServiceAndAnOwnerOfItsOwn(@TempDir Path archive) throws Exception {
        String owner = String.format(Locale.ROOT, "Owner's \"%s\" ", UUID.randomUUID());
        String schema = "Praxis-2 'of' \"all\" names, 100% $1";
        try (ServiceRole other = ServiceRole.in(database, "public")) {
            other.asSuperuser(
                    String.format(Locale.ROOT, "CREATE ROLE %s LOGIN PASSWORD 'right'", Neighbour.quoted(owner)));
            other.asSuperuser(String.format(
                    Locale.ROOT,
                    "CREATE SCHEMA %s AUTHORIZATION %s",
                    Neighbour.quoted(schema),
                    Neighbour.quoted(owner)));
            String url = Neighbour.inSchema(database.jdbcUrl(), schema);
            Migrator.of(url, owner, "right").migrate();
            try (ServiceRole service = ServiceRole.in(database, schema);
                    AroDatabase db = open(url, service.login(), service.password());
                    AroDatabase owned = open(url, owner, "right")) {
                Customer customer = work(db);

                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(() -> open(url, other.login(), other.password()));
                owned.legalHolds().lift(customer.id(), OWNER);
                owned.retention(FileArchive.in(archive)).run(RetentionPolicy.defaults());
                owned.privacy().erase(customer.id(), OWNER);
                assertThat(owned.customers().getById(customer.id()).name()).isNull();
                Migrator.of(url, owner, "right").validate();
            } finally {
                other.asSuperuser(String.format(
                        Locale.ROOT, "DROP OWNED BY %1$s CASCADE; DROP ROLE %1$s", Neighbour.quoted(owner)));
            }
        }
    }

    private static Customer work(AroDatabase db) {
        Customer customer = aCustomer().tags("vip").insert(db);
        Appointment visit =
                anAppointment().of(customer).depositPaid().completed().insert(db);
        db.appointments().correct(visit.id(), Correction.DID_NOT_COME, DESK.withReason("the wrong room"));
        anAppointment().of(customer).movedToAnotherDay().insert(db);
        Appointment next = db.appointments().create(Given.visit(customer.id()));
        db.appointments().updateStatus(next.id(), AppointmentStatus.CONFIRMED, DESK.withCommandId("c-1"));
        db.appointments().archiveCompleted(Given.MAY);
        db.customers().addTags(customer.id(), "regular");
        aReminder().read().insert(db);
        aConsent().insert(db);
        anOptOut().insert(db);
        anEvent().insert(db);
        aWorkflow().failed().insert(db);
        aDeadLetter().archived().insert(db);
        aBusinessConfig().insert(db);
        db.businessConfig().update(settings -> settings.withBusinessName("Another"), OWNER);
        anIdempotencyKey().insert(db);
        aDeliverySubject().insert(db);
        aLegalHold().of(customer).insert(db);
        assertThat(db.idempotency().execute(IdempotencyKey.of("calendly", "evt"), "{}", String.class, tx -> "done"))
                .isInstanceOf(Executed.class);
        db.idempotency().cleanup();
        assertThat(db.customers().getById(customer.id()).appointmentCount()).isPositive();
        assertThat(db.privacy().export(customer.id()).json()).contains(customer.phone());
        return customer;
    }

    private static AroDatabase open(String url, String user, String password) {
        return AroDatabase.open(PostgresConfig.of(url, user, password).withPoolSize(2));
    }
}
