package io.aro.db.locking;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.appointment.NewSlot;
import io.aro.db.customer.CustomerRow;
import io.aro.db.customer.ExistingCustomer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.customer.RiskCategory;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.repository.Changes;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** The writers of customers and appointments. */
final class VisitWriters {

    private static final Actor US = Actor.user("front-desk");

    private VisitWriters() {}

    static List<Writer> ofCustomers() {
        return List.of(
                new Writer(
                        "CustomerRepository.create",
                        (db, scene) ->
                                db.customers().create(NewCustomer.withPhone(Given.phone(5_000_000 + scene.number())))),
                new Writer(
                        "CustomerRepository.createAll",
                        (db, scene) -> db.customers()
                                .createAll(List.of(NewCustomer.withPhone(Given.phone(6_000_000 + scene.number()))))),
                new Writer(
                        "CustomerRepository.upsertByPhone",
                        (db, scene) -> db.customers()
                                .upsertByPhone(
                                        NewCustomer.withPhone(scene.customer().phone())
                                                .withName("Ada"))),
                new Writer(
                        "CustomerRepository.importAll",
                        (db, scene) -> db.customers()
                                .importAll(
                                        Stream.of(new CustomerRow(
                                                scene.customer().phone(), null, "Ada", null, "regular")),
                                        ExistingCustomer.OVERWRITE)),
                new Writer(
                        "CustomerRepository.updateRiskScore",
                        (db, scene) ->
                                db.customers().updateRiskScore(scene.customer().id(), 50, RiskCategory.MEDIUM)),
                new Writer(
                        "CustomerRepository.incrementNoShowCount",
                        (db, scene) -> db.customers()
                                .incrementNoShowCount(scene.customer().id())),
                new Writer(
                        "CustomerRepository.addTags",
                        (db, scene) -> db.customers().addTags(scene.customer().id(), "regular")),
                new Writer(
                        "CustomerRepository.removeTags",
                        (db, scene) ->
                                db.customers().removeTags(scene.customer().id(), "regular")),
                new Writer(
                        "CustomerRepository.update",
                        (db, scene) ->
                                db.customers().update(scene.customer().id(), Changes.set(CUSTOMERS.NAME, "Ada"))));
    }

    static List<Writer> ofAppointments() {
        return List.of(
                new Writer(
                        "AppointmentRepository.create",
                        (db, scene) -> db.appointments()
                                .create(Given.visit(scene.customer().id()))),
                new Writer(
                        "AppointmentRepository.createAll",
                        (db, scene) -> db.appointments()
                                .createAll(
                                        Stream.of(Given.visit(scene.customer().id())))),
                new Writer(
                        "AppointmentRepository.upsertByExternalId",
                        (db, scene) -> db.appointments()
                                .upsertByExternalId(
                                        Given.visit(scene.customer().id()).withExternalId("booked-" + scene.number()))),
                new Writer(
                        "AppointmentRepository.updateStatus (confirmed)",
                        (db, scene) -> db.appointments()
                                .updateStatus(scene.booked().id(), AppointmentStatus.CONFIRMED, Given.DESK)),
                new Writer(
                        "AppointmentRepository.updateStatus (by command)",
                        (db, scene) -> db.appointments()
                                .updateStatus(
                                        scene.booked().id(),
                                        AppointmentStatus.CANCELLED,
                                        Given.DESK.withCommandId("command-1"))),
                new Writer(
                        "AppointmentRepository.updateStatus (completed)",
                        (db, scene) -> db.appointments()
                                .updateStatus(scene.started().id(), AppointmentStatus.COMPLETED, Given.DESK)),
                new Writer(
                        "AppointmentRepository.correct",
                        (db, scene) -> db.useTransaction(tx -> {
                            tx.appointments()
                                    .updateStatus(scene.started().id(), AppointmentStatus.COMPLETED, Given.DESK);
                            tx.appointments()
                                    .correct(
                                            scene.started().id(),
                                            Correction.DID_NOT_COME,
                                            Given.DESK.withReason("an empty chair"));
                        })),
                new Writer(
                        "AppointmentRepository.reschedule",
                        (db, scene) -> db.useTransaction(tx -> {
                            tx.appointments()
                                    .updateStatus(scene.booked().id(), AppointmentStatus.RESCHEDULED, Given.DESK);
                            tx.appointments().reschedule(scene.booked().id(), NewSlot.at(Given.MAY), Given.DESK);
                        })),
                new Writer(
                        "AppointmentRepository.requestDeposit",
                        (db, scene) ->
                                db.appointments().requestDeposit(scene.booked().id(), BigDecimal.TEN, US)),
                new Writer(
                        "AppointmentRepository.payDeposit",
                        (db, scene) -> db.useTransaction(tx -> {
                            tx.appointments().requestDeposit(scene.booked().id(), BigDecimal.TEN, US);
                            tx.appointments().payDeposit(scene.booked().id(), "payment-" + scene.number(), US);
                        })),
                new Writer(
                        "AppointmentRepository.markNoShows",
                        (db, scene) -> db.appointments().markNoShows(scene.end(), Given.DESK)),
                new Writer(
                        "AppointmentRepository.completeFinished",
                        (db, scene) -> db.appointments().completeFinished(scene.end(), Given.DESK)),
                new Writer(
                        "AppointmentRepository.archiveCompleted",
                        (db, scene) -> db.useTransaction(tx -> {
                            // A move followed by a hide must enter the hold gate first.
                            tx.legalHolds().requireFree(scene.customer().id());
                            tx.appointments()
                                    .updateStatus(scene.started().id(), AppointmentStatus.COMPLETED, Given.DESK);
                            tx.appointments().archiveCompleted(scene.end());
                        })),
                new Writer(
                        "AppointmentRepository.update",
                        (db, scene) -> db.appointments()
                                .update(scene.booked().id(), Changes.set(APPOINTMENTS.NOTES, "by the window"))));
    }
}
