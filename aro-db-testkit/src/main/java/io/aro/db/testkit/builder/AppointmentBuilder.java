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

/** A builder of appointments; immutable. */
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
     * Returns a new appointment for a repository; by default its start is the full hour after one day from {@code now}.
     *
     * @throws ConfigurationException if the builder has no customer
     */
    public NewAppointment build(Instant now) {
        if (customerId == null) {
            throw new ConfigurationException(
                    "An appointment without a row needs a customer; set the customer by of(customer).");
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

    /** Returns a builder with the customer. */
    public AppointmentBuilder of(Customer customer) {
        return ofCustomer(customer.id());
    }

    /** Returns a builder with the customer of the id. */
    public AppointmentBuilder ofCustomer(UUID id) {
        return new AppointmentBuilder(recipe, id, newCustomer, ahead, movedBy);
    }

    /** Returns a builder that inserts a new customer with each appointment. */
    public AppointmentBuilder of(CustomerBuilder customer) {
        return new AppointmentBuilder(recipe, null, customer, ahead, movedBy);
    }

    /**
     * Returns a builder with a start relative to now, rounded up to the next full hour; a negative duration lies in the
     * past.
     */
    public AppointmentBuilder startsIn(Duration duration) {
        return new AppointmentBuilder(recipe, customerId, newCustomer, duration, movedBy);
    }

    /** Returns a builder with the start time. */
    public AppointmentBuilder startsAt(Instant time) {
        return with(visit -> changed(visit, time, visit.duration(), visit.serviceType(), visit.serviceCost()));
    }

    /** Returns a builder with the service, its length in whole minutes, and its cost, such as "80.00". */
    public AppointmentBuilder service(String type, Duration length, String cost) {
        return with(visit -> changed(visit, visit.date(), length, type, new BigDecimal(cost)));
    }

    /** Returns a builder with the cost, such as "80.00". */
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

    /** Returns a builder with an external id at the default source. The id is unique, so insert a single row. */
    public AppointmentBuilder externalId(String id) {
        return with(visit -> visit.withExternalId(id));
    }

    /**
     * Returns a builder with an external id at a source such as {@code calendly}. The id is unique within its source.
     */
    public AppointmentBuilder externalId(String source, String id) {
        return with(visit -> visit.withExternalId(source, id));
    }

    /** Returns a builder of appointments booked by a provider's webhook, each with a fresh external id. */
    public AppointmentBuilder fromBookingProvider() {
        return with(visit ->
                visit.withExternalId("calendly", Sequence.id("invitee")).withBookedBy(Actor.webhook("calendly")));
    }

    /** Returns a builder with the person who provides the service. */
    public AppointmentBuilder provider(String who) {
        return with(visit -> visit.withProvider(who));
    }

    /** Returns a builder with the location. */
    public AppointmentBuilder location(String where) {
        return with(visit -> visit.withLocation(where));
    }

    /** Returns a builder with free text. */
    public AppointmentBuilder notes(String text) {
        return with(visit -> visit.withNotes(text));
    }

    /** Returns a builder with a required deposit of 25.00. */
    public AppointmentBuilder needingDeposit() {
        return with(visit -> visit.withDepositAmount(DEPOSIT));
    }

    /** Returns a builder of appointments with a paid deposit, each with a fresh payment id. */
    public AppointmentBuilder depositPaid() {
        return needingDeposit().then((visit, visits) -> {
            visits.payDeposit(visit.id(), Sequence.id("pi"), Actor.webhook("stripe"));
            return visits.getById(visit.id());
        });
    }

    /** Returns a builder with the actor of later transitions; earlier transitions keep their actor. */
    public AppointmentBuilder movedBy(Actor actor) {
        return new AppointmentBuilder(recipe, customerId, newCustomer, ahead, actor);
    }

    /** Returns this builder; {@code booked} is the initial status. */
    public AppointmentBuilder booked() {
        return this;
    }

    /** Returns a builder of confirmed appointments. */
    public AppointmentBuilder confirmed() {
        return passing(Path.to(AppointmentStatus.CONFIRMED));
    }

    /** Returns a builder of cancelled appointments. */
    public AppointmentBuilder cancelled() {
        return passing(Path.to(AppointmentStatus.CANCELLED));
    }

    /** Returns a builder of rescheduled appointments, without a new slot. */
    public AppointmentBuilder rescheduled() {
        return passing(Path.to(AppointmentStatus.RESCHEDULED));
    }

    /** Returns a builder that reschedules each appointment by two days and returns the linked new appointment. */
    public AppointmentBuilder movedToAnotherDay() {
        return then((visit, visits) -> visits.reschedule(
                visit.id(), NewSlot.at(visit.date().plus(Duration.ofDays(2))), StatusChange.by(movedBy)));
    }

    /** Returns a builder of appointments in progress; by default they started one to two hours ago. */
    public AppointmentBuilder inProgress() {
        return past().passing(Path.to(AppointmentStatus.IN_PROGRESS));
    }

    /** Returns a builder of completed appointments; by default they started one to two hours ago. */
    public AppointmentBuilder completed() {
        return past().passing(Path.to(AppointmentStatus.COMPLETED));
    }

    /** Returns a builder of missed appointments; by default they started one to two hours ago. */
    public AppointmentBuilder noShow() {
        return past().passing(Path.to(AppointmentStatus.NO_SHOW));
    }

    /**
     * Returns a builder that applies the status transitions in the given order, after {@code booked}; illegal
     * transitions fail on insert.
     */
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

    /** A change of an appointment, with its new state as result. */
    @FunctionalInterface
    private interface Deed {

        Appointment done(Appointment visit, AppointmentRepository visits);
    }
}
