package io.aro.db.model;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;

import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.model.AppointmentCall.Slot;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The model's rules of moves between statuses, with their side effects. */
final class MoveRules {

    private final Model model;
    private final AppointmentRules appointments;

    MoveRules(Model model) {
        this.model = model;
        this.appointments = model.appointments();
    }

    Appointment updateStatus(UUID id, AppointmentStatus to, Command command) {
        command.checked();
        return tryMove(id, from -> Lifecycle.allows(from, to), to, false, command);
    }

    Appointment correct(UUID id, Correction correction, Command command) {
        command.checked();
        Check.text(command.reason(), 500);
        AppointmentStatus source = Lifecycle.sourceOf(correction);
        return tryMove(id, source::equals, Lifecycle.targetOf(correction), true, command);
    }

    private Appointment tryMove(
            UUID id, Predicate<AppointmentStatus> isSource, AppointmentStatus to, boolean correction, Command command) {
        Appointment actual = appointments.get(id);
        if (isApplied(id, command)) {
            return actual;
        }
        if (actual.archivedAt() != null) {
            throw Refusal.conflict(id);
        }
        requireVersion(actual, command);
        if (!isSource.test(actual.status())) {
            throw Refusal.illegalTransition(id, actual.status(), to);
        }
        if (to == BOOKED && appointments.findReplacementOf(id).isPresent()) {
            throw Refusal.conflict(id);
        }
        return move(actual, to, correction, command);
    }

    private boolean isApplied(UUID id, Command command) {
        return command.commandId() != null
                && appointments.transitionsOf(id).stream()
                        .anyMatch(transition -> command.commandId().equals(transition.commandId()));
    }

    private static void requireVersion(Appointment actual, Command command) {
        if (command.version() != null && command.version() != actual.version()) {
            throw Refusal.lostRace(actual.id(), actual.version());
        }
    }

    private Appointment move(Appointment before, AppointmentStatus to, boolean correction, Command command) {
        AppointmentStatus from = before.status();
        count(before, to, correction);
        List<AppointmentStatus> previous = new ArrayList<>(before.previousStatus());
        previous.add(from);
        Instant now = model.now();
        Appointment moved = appointments.touch(Records.with(
                before,
                "status",
                to,
                "previousStatus",
                previous,
                "version",
                before.version() + 1,
                "confirmationReceived",
                before.confirmationReceived() || to == CONFIRMED,
                "confirmationDate",
                to == CONFIRMED ? now : before.confirmationDate(),
                "completedAt",
                stamp(COMPLETED, from, to, before.completedAt()),
                "cancelledAt",
                stamp(CANCELLED, from, to, before.cancelledAt())));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", from.literal());
        facts.put("to", to.literal());
        facts.put("version", moved.version());
        if (command.reason() != null) {
            facts.put("reason", command.reason());
        }
        String event = correction ? "corrected" : to == BOOKED ? "rebooked" : to.literal();
        appointments.record(moved, from, correction, command, event, facts);
        return moved;
    }

    private @Nullable Instant stamp(
            AppointmentStatus status, AppointmentStatus from, AppointmentStatus to, @Nullable Instant before) {
        if (to == status) {
            return model.now();
        }
        return from == status ? null : before;
    }

    /** Adds the counters of the new status; a correction subtracts the counters of the old status. */
    private void count(Appointment before, AppointmentStatus to, boolean correction) {
        Customer customer = model.customers().get(before.customerId());
        Customer counted = credited(customer, to, 1, before.serviceCost());
        if (correction) {
            counted =
                    credited(counted, before.status(), -1, before.serviceCost().negate());
        }
        if (to == CONFIRMED && !before.previousStatus().contains(CONFIRMED)) {
            long confirmed = counted.confirmedCount() + 1;
            counted = Records.with(
                    counted,
                    "confirmedCount",
                    confirmed,
                    "confirmationRate",
                    AppointmentRules.rate(confirmed, counted.appointmentCount()));
        }
        if (!Check.isMoney(counted.lifetimeValue())) {
            throw Refusal.constraint(Kind.CHECK);
        }
        boolean counts = correction || to == CANCELLED || to == NO_SHOW || to == RESCHEDULED || to == COMPLETED;
        if (counts || !counted.equals(customer)) {
            model.customers().put(counted);
        }
    }

    private static Customer credited(Customer customer, AppointmentStatus status, int number, BigDecimal cost) {
        return switch (status) {
            case CANCELLED -> Records.with(customer, "cancelCount", customer.cancelCount() + number);
            case NO_SHOW -> Records.with(customer, "noShowCount", customer.noShowCount() + number);
            case RESCHEDULED -> Records.with(customer, "rescheduleCount", customer.rescheduleCount() + number);
            case COMPLETED ->
                Records.with(customer, "lifetimeValue", customer.lifetimeValue().add(cost));
            case BOOKED, CONFIRMED, IN_PROGRESS -> customer;
        };
    }

    Appointment reschedule(UUID id, Slot slot, Command command) {
        command.checked();
        Instant date = check(slot);
        Appointment old = appointments.get(id);
        Optional<Appointment> replacement = appointments.findReplacementOf(id);
        if (replacement.isPresent()) {
            boolean isSameSlot = bringsIdOf(slot, replacement.get());
            if (isApplied(id, command) || isSameSlot) {
                return replacement.get();
            }
            throw Refusal.conflict(id);
        }
        requireNamedSource(old, slot);
        if (isAppliedElsewhere(old, command)) {
            return old;
        }
        requireMovable(old, command);
        if (slot.externalId() != null) {
            appointments.requireFree(id, slot.source(), slot.externalId());
        }
        if (old.status() != RESCHEDULED) {
            move(old, RESCHEDULED, false, command);
        }
        release(appointments.get(id), slot);
        return appointments.book(replacing(old, slot, date), command);
    }

    private static void requireNamedSource(Appointment old, Slot slot) {
        boolean hasNamed = old.externalId() != null && !old.externalSource().isEmpty();
        if (hasNamed && slot.externalId() != null && slot.source().isEmpty()) {
            throw Refusal.invalid();
        }
    }

    /**
     * Returns whether the command was applied before: a known command changes nothing, except to make room for the
     * slot.
     */
    private boolean isAppliedElsewhere(Appointment old, Command command) {
        return appointments.transitionsOf(old.id()).stream()
                .filter(transition ->
                        command.commandId() != null && command.commandId().equals(transition.commandId()))
                .anyMatch(transition -> old.status() != RESCHEDULED || transition.to() != RESCHEDULED);
    }

    private static void requireMovable(Appointment old, Command command) {
        if (old.archivedAt() != null) {
            throw Refusal.conflict(old.id());
        }
        requireVersion(old, command);
        if (old.status() != RESCHEDULED && !Lifecycle.allows(old.status(), RESCHEDULED)) {
            throw Refusal.illegalTransition(old.id(), old.status(), RESCHEDULED);
        }
    }

    /** Passes the external id to the new slot, unless the slot has an id, and a deposit. */
    private void release(Appointment old, Slot slot) {
        boolean idMoves = old.externalId() != null && (slot.externalId() == null || bringsIdOf(slot, old));
        if (idMoves || old.depositRequired()) {
            appointments.touch(Records.with(
                    old,
                    "externalSource",
                    idMoves ? "" : old.externalSource(),
                    "externalId",
                    idMoves ? null : old.externalId(),
                    "depositRequired",
                    false,
                    "depositPaid",
                    false,
                    "depositPaymentId",
                    null));
        }
    }

    private Appointment replacing(Appointment old, Slot slot, Instant date) {
        return Records.with(
                old,
                "id",
                model.newId(),
                "externalSource",
                slot.externalId() == null ? old.externalSource() : slot.source(),
                "externalId",
                or(slot.externalId(), old.externalId()),
                "date",
                date,
                "duration",
                slot.minutes() == null ? old.duration() : Duration.ofMinutes(slot.minutes()),
                "provider",
                or(slot.provider(), old.provider()),
                "location",
                or(slot.location(), old.location()),
                "status",
                BOOKED,
                "previousStatus",
                List.of(),
                "version",
                1,
                "confirmationReceived",
                false,
                "confirmationDate",
                null,
                "responseClassification",
                null,
                "createdAt",
                model.now(),
                "updatedAt",
                model.now(),
                "completedAt",
                null,
                "cancelledAt",
                null,
                "rescheduledFrom",
                old.id());
    }

    private static boolean bringsIdOf(Slot slot, Appointment appointment) {
        return slot.externalId() != null
                && slot.externalId().equals(appointment.externalId())
                && slot.source().equals(appointment.externalSource());
    }

    private static Instant check(Slot slot) {
        Check.positive(slot.minutes());
        Check.optional(slot.provider(), 255);
        Check.optional(slot.location(), 255);
        Check.externalId(slot.source(), slot.externalId());
        return Check.time(slot.date());
    }

    private static @Nullable String or(@Nullable String given, @Nullable String otherwise) {
        return given == null ? otherwise : given;
    }
}
