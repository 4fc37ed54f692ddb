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

/** Assertions on an appointment and its status history. */
public final class AppointmentAssert extends AbstractAssert<AppointmentAssert, Appointment> {

    private final @Nullable AroDatabase db;

    AppointmentAssert(@Nullable Appointment actual, @Nullable AroDatabase db) {
        super(actual, AppointmentAssert.class);
        this.db = db;
    }

    /** Rereads the appointment from the database and returns assertions with access to the status history. */
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

    /** Asserts the status {@code booked}. */
    public AppointmentAssert isBooked() {
        return hasStatus(AppointmentStatus.BOOKED);
    }

    /** Asserts the status {@code confirmed}. */
    public AppointmentAssert isConfirmed() {
        return hasStatus(AppointmentStatus.CONFIRMED);
    }

    /** Asserts the status {@code rescheduled}. */
    public AppointmentAssert isRescheduled() {
        return hasStatus(AppointmentStatus.RESCHEDULED);
    }

    /** Asserts the status {@code in_progress}. */
    public AppointmentAssert isInProgress() {
        return hasStatus(AppointmentStatus.IN_PROGRESS);
    }

    /** Asserts the status {@code completed}. */
    public AppointmentAssert isCompleted() {
        return hasStatus(AppointmentStatus.COMPLETED);
    }

    /** Asserts the status {@code no_show}. */
    public AppointmentAssert isNoShow() {
        return hasStatus(AppointmentStatus.NO_SHOW);
    }

    /** Asserts the status {@code cancelled}. */
    public AppointmentAssert isCancelled() {
        return hasStatus(AppointmentStatus.CANCELLED);
    }

    /** Asserts the number of status transitions, including the booking. */
    public AppointmentAssert hasVersion(int expected) {
        return has("version", expected, given().version());
    }

    /** Asserts the start time. */
    public AppointmentAssert startsAt(Instant expected) {
        return has("beginning", expected, given().date());
    }

    /** Asserts the customer. */
    public AppointmentAssert belongsTo(UUID customerId) {
        return has("customer", customerId, given().customerId());
    }

    /** Asserts the cost as a decimal such as "120.00"; trailing zeros are ignored. */
    public AppointmentAssert costs(String expected) {
        BigDecimal cost = given().serviceCost();
        if (cost.compareTo(new BigDecimal(expected)) != 0) {
            throw failure("%s should cost %s, and costs %s", name(), expected, cost.toPlainString());
        }
        return this;
    }

    /** Asserts a paid deposit. */
    public AppointmentAssert hasPaidDeposit() {
        return has("paid deposit", true, given().depositPaid());
    }

    /** Asserts the presence of an archiving time. */
    public AppointmentAssert isArchived() {
        if (given().archivedAt() == null) {
            throw failure("%s should be archived, and is not", name());
        }
        return this;
    }

    /** Asserts all statuses in their order, {@code booked} first; requires {@link #in}. */
    public AppointmentAssert tookPath(AppointmentStatus... expected) {
        List<AppointmentStatus> path =
                history().stream().map(AppointmentTransition::to).toList();
        if (!path.equals(Arrays.asList(expected))) {
            throw failure(
                    "The status path of %s should be%n  %s%nand is%n  %s%s",
                    name(), shown(Arrays.asList(expected)), shown(path), way());
        }
        return this;
    }

    /** Asserts the actor of the last transition; requires {@link #in}. */
    public AppointmentAssert wasLastMovedBy(Actor expected) {
        Actor last = history().getLast().actor();
        if (!last.equals(expected)) {
            throw failure(
                    "The last transition of %s should be by %s, and was by %s%s",
                    name(), shown(expected), shown(last), way());
        }
        return this;
    }

    /** Asserts the reason of the last transition; requires {@link #in}. Failures do not show reasons. */
    public AppointmentAssert wasLastMovedBecause(String expected) {
        if (!expected.equals(history().getLast().reason())) {
            throw failure(
                    "The last transition of %s should have the expected reason; reasons are not shown%s",
                    name(), way());
        }
        return this;
    }

    private AppointmentAssert has(String property, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw failure("The %s of %s should be %s, and is %s", property, name(), expected, found);
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
                    "The history of an appointment is in its database; name the database by in(db).");
        }
        return db.appointments().transitionsOf(actual.id());
    }

    /** Returns the history, one transition a line; empty without a database. */
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
