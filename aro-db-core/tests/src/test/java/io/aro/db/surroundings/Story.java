package io.aro.db.surroundings;

import static io.aro.db.fixture.Given.DESK;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.archive.FileArchive;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.fixture.Given;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.plan.PublicCalls;
import io.aro.db.retention.RetentionPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A fixed story of a practice: a few days of work, every public call, retention and an erasure. */
final class Story {

    /** Letters with different case folding in different alphabets. */
    static final String NAME = "İris Ili ıŞIK ẞtraße";

    private static final Actor OWNER = Actor.admin("owner");

    private Story() {}

    /** Runs the story and returns the answer of each part. */
    static List<String> live(AroDatabase db, Path archive) {
        List<String> answers = new ArrayList<>();
        Appointment visit = Given.booked(db, 1);
        UUID customer = visit.customerId();
        db.customers()
                .create(NewCustomer.withPhone(Given.phone(2)).withName(NAME).withTags("ILIK", "ilik"));
        answers.add(db.customers().findByNamePrefix("İri", 10).toString());
        answers.add(db.customers().findByNamePrefix("iri", 10).toString());
        db.appointments().updateStatus(visit.id(), AppointmentStatus.CONFIRMED, DESK);
        db.appointments().updateStatus(visit.id(), AppointmentStatus.IN_PROGRESS, DESK);
        db.appointments().updateStatus(visit.id(), AppointmentStatus.COMPLETED, DESK);
        db.events()
                .append(NewEvent.of("message.received", "system", customer, OWNER)
                        .withData(Map.of("count", 1234567)));
        IdempotencyKey key = IdempotencyKey.of("calendly", "INVITEE-I");
        for (int delivery = 0; delivery < 2; delivery++) {
            answers.add(db.idempotency()
                    .execute(key, "{\"I\": 1234.50}", String.class, tx -> "ıI")
                    .toString());
        }
        PublicCalls.all()
                .forEach(call -> answers.add(
                        call.method() + ": " + answer(() -> call.action().accept(db))));
        answers.add(db.privacy().export(customer).json());
        answers.add(answer(() -> db.retention(FileArchive.in(archive)).run(RetentionPolicy.defaults())));
        answers.add(answer(() -> db.privacy().erase(customer, OWNER)));
        answers.add(db.customers().getById(customer).phone().replaceAll("[0-9]{12}", "{12 digits}"));
        return answers;
    }

    private static String answer(Runnable call) {
        try {
            call.run();
            return "done";
        } catch (RuntimeException e) { // Usually, because the row of the call is missing.
            return e.toString();
        }
    }
}
