package io.aro.db.appointment;

import io.aro.db.row.Row;
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
 * The writer of reschedules: the old appointment becomes rescheduled, and a new appointment replaces it.
 *
 * <p>A deposit belongs to one appointment at a time and moves to the replacement. The external id moves too, unless the
 * new slot has its own.
 */
final class RescheduleWriter {

    private static final Appointments REPLACEMENT = APPOINTMENTS.as("replacement");

    private final Session session;
    private final TransitionWriter history;

    /** Creates a writer for the caller's transaction. */
    RescheduleWriter(Session transaction) {
        this.session = transaction;
        this.history = new TransitionWriter(transaction);
    }

    /** Locks the old appointment and creates its replacement, or returns the existing replacement. */
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

    /**
     * Rejects a slot id without a source for an appointment with a named source.
     *
     * <p>The default source would hide the id from the provider's next call.
     */
    private static void requireNamedSource(Appointment old, NewSlot slot) {
        boolean hasNamed = old.externalId() != null && !old.externalSource().equals(ExternalId.DEFAULT_SOURCE);
        if (hasNamed && slot.externalId() != null && slot.externalSource().equals(ExternalId.DEFAULT_SOURCE)) {
            throw new InvalidValueException(
                    "external source",
                    "must be named, since the appointment's id has a named source; call withExternalId(source, id)");
        }
    }

    /**
     * Moves the appointment to rescheduled and returns whether a replacement may follow.
     *
     * <p>Returns false if the same command has already led to another status.
     */
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

    /** Returns the condition for rows without a replacement. */
    static Condition notReplaced() {
        return notExists(selectOne().from(REPLACEMENT).where(REPLACEMENT.RESCHEDULED_FROM.eq(APPOINTMENTS.ID)));
    }

    /** Rejects the return of a replaced appointment to booked. */
    void requireNotReplaced(StatusTransition move) {
        if (move.to() == BOOKED) {
            AppointmentQueries.findCurrent(session, APPOINTMENTS.RESCHEDULED_FROM.eq(move.id()))
                    .ifPresent(replacement -> {
                        throw replaced(move.id(), replacement);
                    });
        }
    }

    /**
     * Returns the existing replacement for a repeated request; throws for any other slot.
     *
     * <p>Later reschedules must address the replacement.
     */
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
                String.format(
                        Locale.ROOT, "was rescheduled to appointment %s; change that appointment", replacement.id()));
    }

    /** Takes the external id and the deposit from the old appointment. Unique indexes allow them on one row only. */
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
                .fetchOptional(row -> Appointment.of(Row.of(row))));
    }
}
