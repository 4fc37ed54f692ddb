package io.aro.db.forgery;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.customer.Customer;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.fixture.Given;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** An attempt to commit a hand-written change. */
final class Attempt {

    private Attempt() {}

    /** Inserts a customer with a consent and an appointment, booked, confirmed and begun. */
    static void prepare(AroDatabase db) {
        Customer ada = Given.customer(db, 1);
        db.consents().append(NewConsent.toAll(ada.phone(), ConsentMethod.VERBAL).withCustomerId(ada.id()));
        UUID visit = db.appointments().create(Given.visit(ada.id())).id();
        db.appointments()
                .updateStatus(visit, CONFIRMED, DESK.withReason("asked").withCommandId("c-1"));
        db.appointments().updateStatus(visit, IN_PROGRESS, DESK);
    }

    /** Makes the attempt and returns its result. */
    static Fate fate(TestDatabase database, Program program, Forgery forgery) throws SQLException {
        if (forgery.fate(program) == Fate.ABSENT) {
            return Fate.ABSENT;
        }
        try (Connection connection = program.connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : forgery.sql(database.engine())) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException refusal) {
            assertThat(VendorErrors.translate(refusal))
                    .isInstanceOfSatisfying(
                            ConstraintViolationException.class,
                            violation -> assertThat(violation.constraint().orElse(""))
                                    .isEqualTo(forgery.rule().on(database.engine())));
            return Fate.REFUSED;
        }
        try {
            Migrator.of(database.jdbcUrl(), database.user(), database.password())
                    .validate();
            return Fate.NEITHER;
        } catch (SchemaMismatchException defect) {
            return Fate.NOTICED;
        }
    }
}
