package io.aro.db.testkit.assertion;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.AppointmentTransition;
import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about an appointment and its path through the statuses. */
public final class AppointmentAssert extends AbstractAssert<AppointmentAssert, Appointment> {

    private final @Nullable AroDatabase db;

    AppointmentAssert(@Nullable Appointment actual, @Nullable AroDatabase db) {
        super(actual, AppointmentAssert.class);
        this.db = db;
    }

    /** Returns assertions about the appointment as it is in the database now, and about its history. */
    public AppointmentAssert in(AroDatabase database) {
        isNotNull();
        return new AppointmentAssert(database.appointments().getById(actual.id()), database).as(descriptionText());
    }

    /** Asserts the status. */
    public AppointmentAssert hasStatus(AppointmentStatus expected) {
        isNotNull();
        if (actual.status() != expected) {
            throw failure(
                    "%s should be %s, and is %s%s",
                    name(), expected.literal(), actual.status().literal(), way());
        }
        return this;
    }

    /** Asserts that it is booked. */
    public AppointmentAssert isBooked() {
        return hasStatus(AppointmentStatus.BOOKED);
    }

    /** Asserts that it is confirmed. */
    public AppointmentAssert isConfirmed() {
        return hasStatus(AppointmentStatus.CONFIRMED);
    }

    /** Asserts that it has to be given another time. */
    public AppointmentAssert isRescheduled() {
        return hasStatus(AppointmentStatus.RESCHEDULED);
    }

    /** Asserts that it has begun. */
    public AppointmentAssert isInProgress() {
        return hasStatus(AppointmentStatus.IN_PROGRESS);
    }

    /** Asserts that it took place. */
    public AppointmentAssert isCompleted() {
        return hasStatus(AppointmentStatus.COMPLETED);
    }

    /** Asserts that nobody came. */
    public AppointmentAssert isNoShow() {
        return hasStatus(AppointmentStatus.NO_SHOW);
    }

    /** Asserts that it was cancelled. */
    public AppointmentAssert isCancelled() {
        return hasStatus(AppointmentStatus.CANCELLED);
    }

    /** Asserts how many moves it has made, the booking counted. */
    public AppointmentAssert hasVersion(int expected) {
        return has("version", expected, given().version());
    }

    /** Asserts when it begins. */
    public AppointmentAssert startsAt(Instant expected) {
        return has("beginning", expected, given().date());
    }

    /** Asserts whose it is. */
    public AppointmentAssert belongsTo(UUID customerId) {
        return has("customer", customerId, given().customerId());
    }

    /** Asserts the cost, as in "120.00". */
    public AppointmentAssert costs(String expected) {
        BigDecimal cost = given().serviceCost();
        if (cost.compareTo(new BigDecimal(expected)) != 0) {
            throw failure("%s should cost %s, and costs %s", name(), expected, cost.toPlainString());
        }
        return this;
    }

    /** Asserts that its deposit is paid. */
    public AppointmentAssert hasPaidDeposit() {
        return has("paid deposit", true, given().depositPaid());
    }

    /** Asserts that it is archived. */
    public AppointmentAssert isArchived() {
        if (given().archivedAt() == null) {
            throw failure("%s should be archived, and is not", name());
        }
        return this;
    }

    /** Asserts all statuses that it has had, booked first. */
    public AppointmentAssert tookPath(AppointmentStatus... expected) {
        List<AppointmentStatus> path =
                history().stream().map(AppointmentTransition::to).toList();
        if (!path.equals(Arrays.asList(expected))) {
            throw failure(
                    "%s should have come by%n  %s%nand has come by%n  %s%s",
                    name(), shown(Arrays.asList(expected)), shown(path), way());
        }
        return this;
    }

    /** Asserts who has made its last move. */
    public AppointmentAssert wasLastMovedBy(Actor expected) {
        Actor last = history().getLast().actor();
        if (!last.equals(expected)) {
            throw failure(
                    "%s should have been moved last by %s, and was by %s%s",
                    name(), shown(expected), shown(last), way());
        }
        return this;
    }

    /** Asserts why its last move was made. */
    public AppointmentAssert wasLastMovedBecause(String expected) {
        if (!expected.equals(history().getLast().reason())) {
            throw failure(
                    "The last move of %s should have been made for another reason; reasons are not shown%s",
                    name(), way());
        }
        return this;
    }

    private AppointmentAssert has(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw failure("The %s of %s should be %s, and is %s", what, name(), expected, found);
        }
        return this;
    }

    private Appointment given() {
        isNotNull();
        return actual;
    }

    private String name() {
        return "Appointment " + actual.id();
    }

    private List<AppointmentTransition> history() {
        isNotNull();
        if (db == null) {
            throw new IllegalStateException(
                    "An appointment that was read knows nothing of its history; say where it is by in(db).");
        }
        return db.appointments().transitionsOf(actual.id());
    }

    /** Returns the history in lines of their own, if it is known. */
    private String way() {
        return db == null
                ? ""
                : history().stream()
                        .map(move -> String.format(
                                Locale.ROOT,
                                "%n  %s. %s at %s by %s",
                                move.sequence(),
                                move.to().literal(),
                                move.occurredAt(),
                                shown(move.actor())))
                        .collect(Collectors.joining("", "; its history is", ""));
    }

    private static String shown(List<AppointmentStatus> path) {
        return path.stream().map(AppointmentStatus::literal).collect(Collectors.joining(" -> "));
    }

    private static String shown(Actor actor) {
        return actor.kind().literal() + " " + Objects.requireNonNullElse(actor.id(), "without an id");
    }
}
