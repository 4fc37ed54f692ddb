package io.aro.db.plan;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.LargeTables.at;
import static io.aro.db.fixture.LargeTables.id;
import static io.aro.db.plan.Call.finds;
import static io.aro.db.plan.Call.walks;
import static io.aro.db.plan.RepositoryCalls.twoPages;

import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.appointment.NewSlot;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** The calls of {@link AppointmentRepository}. */
final class AppointmentCalls {

    private static final String TYPE = AppointmentRepository.class.getSimpleName();
    private static final String KEY = "(pk_appointments|sqlite_autoindex_appointments_1)";

    /** A past day with 120 appointments. */
    private static final LocalDate DAY = LocalDate.of(2025, 3, 4);

    /** A future appointment. */
    private static final int BOOKED = 90_005;

    private AppointmentCalls() {}

    static Stream<Call> all() {
        return Stream.of(searches(), moves()).flatMap(List::stream);
    }

    private static List<Call> searches() {
        return List.of(
                finds(
                        TYPE + ".findByExternalId(String)",
                        "idx_appointment_external",
                        db -> db.appointments().findByExternalId("evt-7")),
                finds(
                        TYPE + ".findByExternalId(String, String)",
                        "idx_appointment_external",
                        db -> db.appointments().findByExternalId("calendly", "evt-7")),
                finds(
                        TYPE + ".findByDepositPayment(String)",
                        "idx_appointment_payment",
                        db -> db.appointments().findByDepositPayment("pay-40")),
                finds(
                        TYPE + ".findReplacementOf(UUID)",
                        "idx_appointment_rescheduled",
                        db -> db.appointments().findReplacementOf(id(99))),
                finds(
                        TYPE + ".findByCustomerId(UUID)",
                        "idx_appointment_customer",
                        db -> db.appointments().findByCustomerId(id(31))),
                finds(
                        TYPE + ".findByCustomerId(UUID, int)",
                        "idx_appointment_customer",
                        db -> db.appointments().findByCustomerId(id(31), 5)),
                finds(
                        TYPE + ".findByCustomerId(UUID, PageRequest)",
                        "idx_appointment_customer",
                        db -> twoPages(page -> db.appointments().findByCustomerId(id(31), page))),
                finds(
                        TYPE + ".findArchivedByCustomerId(UUID, int)",
                        "idx_appointment_customer",
                        db -> db.appointments().findArchivedByCustomerId(id(31), 5)),
                finds(
                        TYPE + ".findUpcoming()",
                        "idx_appointment_upcoming",
                        db -> db.appointments().findUpcoming()),
                finds(
                        TYPE + ".findUpcoming(int)",
                        "idx_appointment_upcoming",
                        db -> db.appointments().findUpcoming(10)),
                finds(
                        TYPE + ".findUpcoming(PageRequest)",
                        "idx_appointment_(upcoming|date)",
                        db -> twoPages(page -> db.appointments().findUpcoming(page))),
                finds(
                        TYPE + ".findUpcoming(Instant, Instant, int)",
                        "idx_appointment_(upcoming|date)",
                        db -> db.appointments().findUpcoming(at(90_000), at(90_120), 10)),
                finds(
                        TYPE + ".findUpcomingByProvider(String, Instant, Instant, int)",
                        "idx_appointment_(provider|upcoming)",
                        db -> db.appointments().findUpcomingByProvider("Dr. 7", at(90_000), at(90_840), 10)),
                finds(
                        TYPE + ".findUpcomingByCustomer(UUID, int)",
                        "idx_appointment_customer",
                        db -> db.appointments().findUpcomingByCustomer(id(31), 10)),
                finds(
                        TYPE + ".findByDay(LocalDate, ZoneId)",
                        "idx_appointment_(date|status)",
                        db -> db.appointments().findByDay(DAY, ZoneOffset.UTC)),
                finds(
                        TYPE + ".findByDay(LocalDate, ZoneId, int)",
                        "idx_appointment_(date|status)",
                        db -> db.appointments().findByDay(DAY, ZoneOffset.UTC, 10)),
                finds(
                        TYPE + ".findByDay(LocalDate, ZoneId, PageRequest)",
                        "idx_appointment_(date|status)",
                        db -> twoPages(page -> db.appointments().findByDay(DAY, ZoneOffset.UTC, page))),
                walks(
                        TYPE + ".transitionsOf(UUID)",
                        "(pk|uq|sqlite_autoindex)_appointment_transitions\\w*",
                        db -> db.appointments().transitionsOf(id(7))),
                walks(
                        TYPE + ".transitionsOf(UUID, int, int)",
                        "(pk|uq|sqlite_autoindex)_appointment_transitions\\w*",
                        db -> db.appointments().transitionsOf(id(7), 1, 10)));
    }

    private static List<Call> moves() {
        return List.of(
                finds(
                        TYPE + ".create(NewAppointment)",
                        "customers\\w*",
                        db -> db.appointments().create(Given.visit(id(11)))),
                finds(
                        TYPE + ".createAll(Stream)",
                        "customers\\w*",
                        db -> db.appointments().createAll(Stream.of(Given.visit(id(11))))),
                finds(
                        TYPE + ".upsertByExternalId(NewAppointment)",
                        "idx_appointment_external",
                        db -> db.appointments()
                                .upsertByExternalId(Given.visit(id(217)).withExternalId("evt-7"))),
                finds(
                        TYPE + ".updateStatus(UUID, AppointmentStatus, StatusChange)",
                        KEY,
                        db -> db.appointments()
                                .updateStatus(id(BOOKED), AppointmentStatus.CONFIRMED, DESK.withCommandId("answer-1"))),
                finds(
                        TYPE + ".updateStatus(UUID, AppointmentStatus, StatusChange)",
                        "idx_transition_command",
                        db -> db.appointments()
                                .updateStatus(id(BOOKED), AppointmentStatus.CONFIRMED, DESK.withCommandId("answer-1"))),
                finds(
                        TYPE + ".correct(UUID, Correction, StatusChange)",
                        KEY,
                        db -> db.appointments()
                                .correct(id(80_008), Correction.REINSTATE_MISSED, DESK.withReason("was here"))),
                finds(
                        TYPE + ".reschedule(UUID, NewSlot, StatusChange)",
                        "idx_appointment_rescheduled",
                        db -> db.appointments()
                                .reschedule(id(BOOKED + 10), NewSlot.at(Given.MAY), DESK.withCommandId("move-1"))),
                finds(
                        TYPE + ".reschedule(UUID, NewSlot, StatusChange)",
                        "idx_transition_command",
                        db -> db.appointments()
                                .reschedule(id(BOOKED + 10), NewSlot.at(Given.MAY), DESK.withCommandId("move-1"))),
                finds(
                        TYPE + ".requestDeposit(UUID, BigDecimal, Actor)",
                        KEY,
                        db -> db.appointments().requestDeposit(id(BOOKED + 20), BigDecimal.TEN, Actor.user("desk"))),
                finds(
                        TYPE + ".payDeposit(UUID, String, Actor)",
                        KEY,
                        db -> db.appointments().payDeposit(id(BOOKED + 20), "pay-new", Actor.webhook("stripe"))),
                finds(
                        TYPE + ".markNoShows(Instant, StatusChange)",
                        "idx_appointment_(upcoming|status)",
                        db -> db.appointments().markNoShows(at(88_000), DESK)),
                finds(
                        TYPE + ".completeFinished(Instant, StatusChange)",
                        "idx_appointment_status",
                        db -> db.appointments().completeFinished(at(88_075), DESK)),
                finds(
                        TYPE + ".archiveCompleted(Instant)",
                        "idx_appointment_completed",
                        db -> db.appointments().archiveCompleted(at(66_100))),
                finds(
                        TYPE + ".archiveCompleted(Instant)",
                        KEY,
                        db -> db.appointments().archiveCompleted(at(66_200))));
    }
}
