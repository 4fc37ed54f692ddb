package io.aro.db.internal.binding;

import io.aro.db.lifecycle.AppointmentStatus;

/** Binds a status to PostgreSQL's {@code appointment_status} and to SQLite's checked text. */
public final class StatusBinding extends TextBinding<AppointmentStatus> {

    private static final long serialVersionUID = 1L;

    public StatusBinding() {
        super(AppointmentStatus.class, "appointment_status");
    }

    @Override
    String toText(AppointmentStatus value, boolean sqlite) {
        return value.literal();
    }

    @Override
    AppointmentStatus fromText(String text) {
        return AppointmentStatus.of(text);
    }
}
