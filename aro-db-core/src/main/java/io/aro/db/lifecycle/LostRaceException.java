package io.aro.db.lifecycle;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;
import java.util.UUID;

/** Says that an appointment was changed by another since the caller read it; nothing was changed by this call. */
public final class LostRaceException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final UUID appointmentId;
    private final int actualVersion;

    public LostRaceException(UUID appointmentId, int actualVersion) {
        super(String.format(
                Locale.ROOT,
                "Appointment %s was changed meanwhile and is now at version %s; read it again and decide anew.",
                appointmentId,
                actualVersion));
        this.appointmentId = appointmentId;
        this.actualVersion = actualVersion;
    }

    public UUID appointmentId() {
        return appointmentId;
    }

    /** Returns the version the appointment has now. */
    public int actualVersion() {
        return actualVersion;
    }
}
