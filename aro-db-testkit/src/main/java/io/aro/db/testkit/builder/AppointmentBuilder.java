package io.aro.db.testkit.builder;

import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.appointment.NewSlot;
import io.aro.db.appointment.StatusChange;
import io.aro.db.customer.Customer;
import io.aro.db.error.ConfigurationException;
import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.Session;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A builder of appointments. */
public final class AppointmentBuilder implements SessionRowBuilder<Appointment> {

    private static final Duration LENGTH = Duration.ofMinutes(45);
    private static final BigDecimal COST = new BigDecimal("120.00");
    private static final BigDecimal DEPOSIT = new BigDecimal("25.00");
    private static final Actor FRONT_DESK = Actor.user("front-desk");

    private final Recipe<NewAppointment, Appointment> recipe;
    private final @Nullable UUID customerId;
    private final CustomerBuilder newCustomer;
    private final Duration ahead;
    private final Actor movedBy;

    AppointmentBuilder() {
        this(Recipe.plain(), null, new CustomerBuilder(), Duration.ofDays(1), FRONT_DESK);
    }

    private AppointmentBuilder(
            Recipe<NewAppointment, Appointment> recipe,
            @Nullable UUID customerId,
            CustomerBuilder newCustomer,
            Duration ahead,
            Actor movedBy) {
        this.recipe = recipe;
        this.customerId = customerId;
        this.newCustomer = newCustomer;
        this.ahead = ahead;
        this.movedBy = movedBy;
    }

    /**
     * Returns what a caller would supply of the appointment, which begins at the next full hour a day after the given time.
     *
     * @throws ConfigurationException if it is not said whose it is
     */
    public NewAppointment build(Instant now) {
        if (customerId == null) {
            throw new ConfigurationException(
                    "An appointment that is not inserted has nobody to be of; say whose it is by of(customer).");
        }
        return build(customerId, now);
    }

    private NewAppointment build(UUID customer, Instant now) {
        Instant date = now.plus(ahead).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        return recipe.applyTo(NewAppointment.of(customer, date, LENGTH, "Cleaning", COST));
    }

    @Override
    public Appointment insert(Session session) {
        UUID customer = customerId == null ? newCustomer.insert(session).id() : customerId;
        return recipe.finish(new AppointmentRepository(session).create(build(customer, session.now())), session);
    }

    /** Returns an appointment of the customer. */
    public AppointmentBuilder of(Customer customer) {
        return ofCustomer(customer.id());
    }

    /** Returns an appointment of the customer with the id. */
    public AppointmentBuilder ofCustomer(UUID id) {
        return new AppointmentBuilder(recipe, id, newCustomer, ahead, movedBy);
    }

    /** Returns an appointment of a customer that is inserted with it. */
    public AppointmentBuilder of(CustomerBuilder customer) {
        return new AppointmentBuilder(recipe, null, customer, ahead, movedBy);
    }

    /** Returns an appointment that begins so long from now, or before it, at the next full hour. */
    public AppointmentBuilder startsIn(Duration duration) {
        return new AppointmentBuilder(recipe, customerId, newCustomer, duration, movedBy);
    }

    /** Returns an appointment that begins at the time. */
    public AppointmentBuilder startsAt(Instant time) {
        return with(visit -> changed(visit, time, visit.duration(), visit.serviceType(), visit.serviceCost()));
    }

    /** Returns an appointment for the service, which takes whole minutes and costs an amount such as "80.00". */
    public AppointmentBuilder service(String type, Duration length, String cost) {
        return with(visit -> changed(visit, visit.date(), length, type, new BigDecimal(cost)));
    }

    /** Returns an appointment that costs an amount such as "80.00". */
    public AppointmentBuilder costs(String cost) {
        return with(visit -> changed(visit, visit.date(), visit.duration(), visit.serviceType(), new BigDecimal(cost)));
    }

    private static NewAppointment changed(
            NewAppointment visit, Instant date, Duration length, String serviceType, BigDecimal cost) {
        return new NewAppointment(
                visit.customerId(),
                date,
                length,
                serviceType,
                cost,
                visit.externalSource(),
                visit.externalId(),
                visit.provider(),
                visit.location(),
                visit.depositAmount(),
                visit.notes(),
                visit.bookedBy());
    }

    /** Returns an appointment with the id at the default source; only one can have it. */
    public AppointmentBuilder externalId(String id) {
        return with(visit -> visit.withExternalId(id));
    }

    /** Returns an appointment with the id at a source, such as {@code calendly}; only one can have it there. */
    public AppointmentBuilder externalId(String source, String id) {
        return with(visit -> visit.withExternalId(source, id));
    }

    /** Returns an appointment that came from a booking provider, with an id of its own there. */
    public AppointmentBuilder fromBookingProvider() {
        return with(visit ->
                visit.withExternalId("calendly", Sequence.id("invitee")).withBookedBy(Actor.webhook("calendly")));
    }

    /** Returns an appointment with whom it is. */
    public AppointmentBuilder provider(String who) {
        return with(visit -> visit.withProvider(who));
    }

    /** Returns an appointment at the location. */
    public AppointmentBuilder location(String where) {
        return with(visit -> visit.withLocation(where));
    }

    /** Returns an appointment with free text. */
    public AppointmentBuilder notes(String text) {
        return with(visit -> visit.withNotes(text));
    }

    /** Returns an appointment that needs a deposit. */
    public AppointmentBuilder needingDeposit() {
        return with(visit -> visit.withDepositAmount(DEPOSIT));
    }

    /** Returns an appointment whose deposit is paid, with an id of its own at the payment provider. */
    public AppointmentBuilder depositPaid() {
        return needingDeposit().then((visit, visits) -> {
            visits.payDeposit(visit.id(), Sequence.id("pi"), Actor.webhook("stripe"));
            return visits.getById(visit.id());
        });
    }

    /** Returns an appointment that the actor makes the moves of which come after this. */
    public AppointmentBuilder movedBy(Actor actor) {
        return new AppointmentBuilder(recipe, customerId, newCustomer, ahead, actor);
    }

    /** Returns an appointment as it was booked, which every one is that nobody moves. */
    public AppointmentBuilder booked() {
        return this;
    }

    /** Returns an appointment that the customer has confirmed. */
    public AppointmentBuilder confirmed() {
        return passing(Path.to(AppointmentStatus.CONFIRMED));
    }

    /** Returns an appointment that was cancelled. */
    public AppointmentBuilder cancelled() {
        return passing(Path.to(AppointmentStatus.CANCELLED));
    }

    /** Returns an appointment that has to be given another time. */
    public AppointmentBuilder rescheduled() {
        return passing(Path.to(AppointmentStatus.RESCHEDULED));
    }

    /** Returns the appointment that has taken the place of an earlier one, which is linked to it. */
    public AppointmentBuilder movedToAnotherDay() {
        return then((visit, visits) -> visits.reschedule(
                visit.id(), NewSlot.at(visit.date().plus(Duration.ofDays(2))), StatusChange.by(movedBy)));
    }

    /** Returns an appointment that has begun, an hour ago. */
    public AppointmentBuilder inProgress() {
        return past().passing(Path.to(AppointmentStatus.IN_PROGRESS));
    }

    /** Returns an appointment of yesterday that took place. */
    public AppointmentBuilder completed() {
        return past().passing(Path.to(AppointmentStatus.COMPLETED));
    }

    /** Returns an appointment of yesterday to which nobody came. */
    public AppointmentBuilder noShow() {
        return past().passing(Path.to(AppointmentStatus.NO_SHOW));
    }

    /** Returns an appointment that has passed the statuses after booked, in this order, which must be legal moves. */
    public AppointmentBuilder passing(AppointmentStatus... statuses) {
        return passing(Arrays.asList(statuses));
    }

    private AppointmentBuilder passing(List<AppointmentStatus> statuses) {
        return then((visit, visits) -> {
            Appointment moved = visit;
            for (AppointmentStatus next : statuses) {
                moved = visits.updateStatus(moved.id(), next, StatusChange.by(movedBy));
            }
            return moved;
        });
    }

    private AppointmentBuilder past() {
        return startsIn(ahead.isNegative() ? ahead : Duration.ofHours(-2));
    }

    private AppointmentBuilder with(UnaryOperator<NewAppointment> change) {
        return new AppointmentBuilder(recipe.with(change), customerId, newCustomer, ahead, movedBy);
    }

    private AppointmentBuilder then(Deed deed) {
        return new AppointmentBuilder(
                recipe.then((visit, session) -> deed.done(visit, new AppointmentRepository(session))),
                customerId,
                newCustomer,
                ahead,
                movedBy);
    }

    /** Does something to an appointment and returns it as it is then. */
    @FunctionalInterface
    private interface Deed {

        Appointment done(Appointment visit, AppointmentRepository visits);
    }
}
