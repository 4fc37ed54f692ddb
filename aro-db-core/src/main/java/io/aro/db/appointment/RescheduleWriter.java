package io.aro.db.appointment;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.lifecycle.LostRaceException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.Appointments;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The writer of reschedules: the old appointment becomes rescheduled, and a new one takes its place.
 *
 * <p>The external id, unless the new slot brings its own, and a deposit go along; each is one appointment's at a time.
 */
final class RescheduleWriter {

    private static final Appointments REPLACEMENT = APPOINTMENTS.as("replacement");

    private final Session session;
    private final TransitionWriter history;

    /** Reschedules in the caller's transaction. */
    RescheduleWriter(Session transaction) {
        this.session = transaction;
        this.history = new TransitionWriter(transaction);
    }

    Appointment apply(UUID id, NewSlot slot, StatusChange change) {
        Appointment old = lock(id).orElseThrow(() -> new NotFoundException("appointment", id));
        Optional<Appointment> replacement =
                AppointmentQueries.findCurrent(session, APPOINTMENTS.RESCHEDULED_FROM.eq(id));
        if (replacement.isPresent()) {
            return repeated(replacement.get(), old, slot, change);
        }
        requireNamedSource(old, slot);
        if (!isFree(old, change)) {
            return old;
        }
        release(old, slot);
        return new AppointmentWriter(session).createReplacement(replacing(old, slot), change);
    }

    /** An id without a source would be stored under the default one, where its provider's next call does not find it. */
    private static void requireNamedSource(Appointment old, NewSlot slot) {
        boolean hasNamed = old.externalId() != null && !old.externalSource().equals(ExternalId.DEFAULT_SOURCE);
        if (hasNamed && slot.externalId() != null && slot.externalSource().equals(ExternalId.DEFAULT_SOURCE)) {
            throw new InvalidValueException(
                    "external source",
                    "must be named with the new external id, as that of the appointment is; call withExternalId(source, id)");
        }
    }

    /** Takes the appointment from its slot; a command that has moved it elsewhere, or made it, leaves it where it is. */
    private boolean isFree(Appointment old, StatusChange change) {
        if (old.status() != RESCHEDULED) {
            return new StatusWriter(session)
                            .apply(StatusTransition.to(RESCHEDULED, old.id(), change))
                            .status()
                    == RESCHEDULED;
        }
        if (change.commandId() != null && history.hasLedElsewhere(old.id(), change.commandId(), RESCHEDULED)) {
            return false;
        }
        if (change.expectedVersion() != null && change.expectedVersion() != old.version()) {
            throw new LostRaceException(old.id(), old.version());
        }
        return true;
    }

    /** Returns the condition that no other appointment has taken the place of the row. */
    static Condition notReplaced() {
        return notExists(selectOne().from(REPLACEMENT).where(REPLACEMENT.RESCHEDULED_FROM.eq(APPOINTMENTS.ID)));
    }

    /** Refuses to book an appointment anew whose place another has taken. */
    void requireNotReplaced(StatusTransition move) {
        if (move.to() == BOOKED) {
            AppointmentQueries.findCurrent(session, APPOINTMENTS.RESCHEDULED_FROM.eq(move.id()))
                    .ifPresent(replacement -> {
                        throw replaced(move.id(), replacement);
                    });
        }
    }

    /** A delivery that comes again finds the replacement it made; another slot must be asked of the replacement. */
    private Appointment repeated(Appointment replacement, Appointment old, NewSlot slot, StatusChange change) {
        String command = change.commandId();
        boolean sameCommand = command != null && history.contains(old.id(), command);
        boolean sameSlot = slot.externalId() != null && slot.externalKey().equals(ExternalId.of(replacement));
        if (sameCommand || sameSlot) {
            return replacement;
        }
        throw replaced(old.id(), replacement);
    }

    private static RefusedChangeException replaced(UUID id, Appointment replacement) {
        return new RefusedChangeException(
                "appointment",
                id,
                String.format(Locale.ROOT, "was rescheduled to appointment %s; change that one", replacement.id()));
    }

    private void release(Appointment old, NewSlot slot) {
        Optional<ExternalId> key = ExternalId.of(old);
        boolean idMoves = key.isPresent()
                && (slot.externalId() == null || slot.externalKey().equals(key));
        if (idMoves || old.depositRequired()) {
            session.write(dsl -> dsl.update(APPOINTMENTS)
                    .set(APPOINTMENTS.EXTERNAL_SOURCE, idMoves ? ExternalId.DEFAULT_SOURCE : old.externalSource())
                    .set(APPOINTMENTS.EXTERNAL_ID, idMoves ? null : old.externalId())
                    .set(APPOINTMENTS.DEPOSIT_REQUIRED, false)
                    .set(APPOINTMENTS.DEPOSIT_PAID, false)
                    .setNull(APPOINTMENTS.DEPOSIT_PAYMENT_ID)
                    .set(APPOINTMENTS.UPDATED_AT, session.now())
                    .where(APPOINTMENTS.ID.eq(old.id()))
                    .execute());
        }
    }

    private AppointmentsRecord replacing(Appointment old, NewSlot slot) {
        AppointmentsRecord row = new AppointmentsRecord();
        row.setId(session.newId());
        row.setExternalSource(slot.externalId() == null ? old.externalSource() : slot.externalSource());
        row.setExternalId(or(slot.externalId(), old.externalId()));
        row.setCustomerId(old.customerId());
        row.setDate(slot.date());
        row.setDuration(Math.toIntExact(Objects.<Duration>requireNonNullElse(slot.duration(), old.duration())
                .toMinutes()));
        row.setServiceType(old.serviceType());
        row.setServiceCost(old.serviceCost());
        row.setProvider(or(slot.provider(), old.provider()));
        row.setLocation(or(slot.location(), old.location()));
        row.setDepositRequired(old.depositRequired());
        row.setDepositAmount(old.depositAmount());
        row.setDepositPaid(old.depositPaid());
        row.setDepositPaymentId(old.depositPaymentId());
        row.setNotes(old.notes());
        row.setRescheduledFrom(old.id());
        return NewAppointment.booked(row, session.now());
    }

    private static @Nullable String or(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private Optional<Appointment> lock(UUID id) {
        return session.write(dsl -> Dialect.of(dsl.configuration())
                .locking(dsl.selectFrom(APPOINTMENTS).where(APPOINTMENTS.ID.eq(id)))
                .fetchOptional(Appointment::of));
    }
}
