package io.aro.db.appointment;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.lifecycle.LostRaceException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.Appointments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The writer of reschedules: the old appointment becomes rescheduled, and a new appointment replaces it.
 *
 * <p>A deposit belongs to one appointment at a time and moves to the replacement. The external id moves too, unless the
 * new slot has its own.
 */
final class RescheduleWriter {

    private static final Appointments REPLACEMENT = APPOINTMENTS.as("replacement");

    private static final Parameter<UUID> ID = Parameter.of(APPOINTMENTS.ID);
    private static final Parameter<Instant> NOW = Parameter.of(APPOINTMENTS.UPDATED_AT);
    private static final Parameter<String> SOURCE = Parameter.of(APPOINTMENTS.EXTERNAL_SOURCE);
    private static final Parameter<String> EXTERNAL_ID = Parameter.of(APPOINTMENTS.EXTERNAL_ID);

    private static final StatementTemplate LOCK = StatementTemplate.of(
            List.of(ID),
            dialect -> dialect.locking(DSL.selectFrom(APPOINTMENTS).where(APPOINTMENTS.ID.eq(ID.field()))));

    private static final StatementTemplate RELEASE = StatementTemplate.of(
            List.of(SOURCE, EXTERNAL_ID, NOW, ID),
            dialect -> DSL.update(APPOINTMENTS)
                    .set(APPOINTMENTS.EXTERNAL_SOURCE, SOURCE.field())
                    .set(APPOINTMENTS.EXTERNAL_ID, EXTERNAL_ID.field())
                    .set(APPOINTMENTS.DEPOSIT_REQUIRED, inline(false))
                    .set(APPOINTMENTS.DEPOSIT_PAID, inline(false))
                    .setNull(APPOINTMENTS.DEPOSIT_PAYMENT_ID)
                    .set(APPOINTMENTS.UPDATED_AT, NOW.field())
                    .where(APPOINTMENTS.ID.eq(ID.field())));

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
        Optional<Appointment> replacement = replacementOf(id);
        if (replacement.isPresent()) {
            return repeated(replacement.get(), old, slot, change);
        }
        requireNamedSource(old, slot);
        if (!isFree(old, change)) {
            return old;
        }
        release(old, slot);
        return new AppointmentWriter(session).create(replacing(old, slot), change);
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
            replacementOf(move.id()).ifPresent(replacement -> {
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
            session.run(BoundStatement.all(List.of(RELEASE.with(
                    idMoves ? ExternalId.DEFAULT_SOURCE : old.externalSource(),
                    idMoves ? null : old.externalId(),
                    session.now(),
                    old.id()))));
        }
    }

    private Appointment replacing(Appointment old, NewSlot slot) {
        Instant now = session.now();
        return new Appointment(
                session.newId(),
                slot.externalId() == null ? old.externalSource() : slot.externalSource(),
                or(slot.externalId(), old.externalId()),
                old.customerId(),
                slot.date(),
                Objects.<Duration>requireNonNullElse(slot.duration(), old.duration()),
                old.serviceType(),
                old.serviceCost(),
                or(slot.provider(), old.provider()),
                or(slot.location(), old.location()),
                BOOKED,
                List.of(),
                1,
                false,
                null,
                null,
                old.depositRequired(),
                old.depositAmount(),
                old.depositPaid(),
                old.depositPaymentId(),
                now,
                now,
                null,
                null,
                null,
                old.notes(),
                old.id());
    }

    private static @Nullable String or(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private Optional<Appointment> replacementOf(UUID id) {
        return AppointmentKeyQueries.findCurrent(session, AppointmentKeyQueries.replacementOf(id));
    }

    private Optional<Appointment> lock(UUID id) {
        return session.write(LOCK.with(id).optional(Appointment::of));
    }
}
