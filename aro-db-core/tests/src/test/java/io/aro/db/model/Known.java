package io.aro.db.model;

import io.aro.db.appointment.Appointment;
import io.aro.db.consent.Consent;
import io.aro.db.customer.Customer;
import io.aro.db.customer.UpsertedCustomer;
import io.aro.db.reminder.Admission;
import io.aro.db.reminder.ReminderLog;
import io.aro.db.workflow.DeadLetter;
import io.aro.db.workflow.WorkflowInstance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ids in the answers of a run, in order of appearance. In runs with equal answers, the same index means the same
 * row.
 */
final class Known {

    /** The index of a missing row. */
    static final int MISSING = -1;

    private static final UUID NOWHERE = UUID.fromString("01000000-0000-7000-8000-000000000000");
    private static final Pattern UUIDS =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Map<Class<?>, List<UUID>> ids = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    UUID customer(int place) {
        return id(Customer.class, place);
    }

    UUID appointment(int place) {
        return id(Appointment.class, place);
    }

    UUID reminder(int place) {
        return id(ReminderLog.class, place);
    }

    UUID workflow(int place) {
        return id(WorkflowInstance.class, place);
    }

    UUID deadLetter(int place) {
        return id(DeadLetter.class, place);
    }

    /** Returns the id of a row by its index among the rows of its type, modulo their number. */
    UUID id(Class<?> type, int place) {
        List<UUID> known = ids.getOrDefault(type, List.of());
        return place == MISSING || known.isEmpty() ? NOWHERE : known.get(place % known.size());
    }

    List<UUID> all(Class<?> type) {
        return List.copyOf(ids.getOrDefault(type, List.of()));
    }

    /** Records the rows in an answer. */
    void see(@Nullable Object answer) {
        switch (answer) {
            case Customer customer -> add(Customer.class, customer.id());
            case UpsertedCustomer upserted -> see(upserted.customer());
            case Appointment appointment -> add(Appointment.class, appointment.id());
            case ReminderLog reminder -> add(ReminderLog.class, reminder.id());
            case Admission.Recorded recorded -> see(recorded.reminder());
            case Consent consent -> add(Consent.class, consent.id());
            case WorkflowInstance workflow -> add(WorkflowInstance.class, workflow.id());
            case DeadLetter letter -> add(DeadLetter.class, letter.id());
            case Optional<?> optional -> optional.ifPresent(this::see);
            case Collection<?> several -> several.forEach(this::see);
            case null, default -> {}
        }
    }

    private void add(Class<?> type, UUID id) {
        List<UUID> known = ids.computeIfAbsent(type, none -> new ArrayList<>());
        if (!known.contains(id)) {
            known.add(id);
        }
    }

    /** Returns the text with each id replaced by its number in order of appearance. */
    String named(String text) {
        return UUIDS.matcher(text)
                .replaceAll(id -> names.computeIfAbsent(id.group(), unseen -> "#" + (names.size() + 1)));
    }
}
