package io.aro.db.lifecycle;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;
import java.util.UUID;

/**
 * Thrown when another transaction has changed the appointment after the caller's read; nothing was changed. The
 * optimistic lock of the appointment is its version.
 */
public final class LostRaceException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final UUID appointmentId;
    private final int actualVersion;

    /**
     * Creates an exception.
     *
     * @param actualVersion the current version
     */
    public LostRaceException(UUID appointmentId, int actualVersion) {
        super(String.format(
                Locale.ROOT,
                "Appointment %s was changed meanwhile and is now at version %s; read it again and decide anew.",
                appointmentId,
                actualVersion));
        this.appointmentId = appointmentId;
        this.actualVersion = actualVersion;
    }

    /** Returns the id of the appointment. */
    public UUID appointmentId() {
        return appointmentId;
    }

    /** Returns the current version of the appointment. */
    public int actualVersion() {
        return actualVersion;
    }
}
