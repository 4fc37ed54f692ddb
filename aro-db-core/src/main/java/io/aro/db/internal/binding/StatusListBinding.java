package io.aro.db.internal.binding;

import io.aro.db.lifecycle.AppointmentStatus;
import java.util.List;
import java.util.regex.Pattern;

/** Binds a list of statuses to PostgreSQL's {@code appointment_status[]} and to a JSON array on SQLite. */
public final class StatusListBinding extends TextBinding<List<AppointmentStatus>> {

    private static final long serialVersionUID = 1L;

    /** A status is letters and underscores only, so both {@code {a,b}} and {@code ["a","b"]} read word by word. */
    private static final Pattern WORD = Pattern.compile("[a-z_]+");

    @SuppressWarnings("unchecked")
    public StatusListBinding() {
        super((Class<List<AppointmentStatus>>) (Class<?>) List.class, "appointment_status[]");
    }

    @Override
    String toText(List<AppointmentStatus> value, boolean sqlite) {
        List<String> words = value.stream().map(AppointmentStatus::literal).toList();
        if (!sqlite) {
            return "{" + String.join(",", words) + "}";
        }
        return words.isEmpty() ? "[]" : "[\"" + String.join("\",\"", words) + "\"]";
    }

    @Override
    List<AppointmentStatus> fromText(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> AppointmentStatus.of(word.group()))
                .toList();
    }
}
