package io.aro.db.idempotency;

import static io.aro.db.fixture.Given.phone;

import io.aro.db.fixture.BookingDesk;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Webhook;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The committed rows of one booking webhook, seen by a different connection.
 *
 * @param state the state of its key, "none" without a key
 * @param attempts the number of attempts
 * @param customers its customers
 * @param confirmed its confirmed appointments
 * @param transitions the moves of its appointments
 * @param events the audit events of its appointments, without the notices
 * @param notices the events written by its handler
 * @param chargeSteps whether its charge is recorded
 * @param bookingSteps whether its booking is recorded
 * @param letters its dead letters
 */
record Trace(
        String state,
        int attempts,
        int customers,
        int confirmed,
        int transitions,
        int events,
        int notices,
        int chargeSteps,
        int bookingSteps,
        int letters) {

    private static final String NONE = "none";

    static Trace of(TestDatabase database, int number) throws SQLException {
        String key = Webhook.key(number).key();
        String ofVisit = String.format(Locale.ROOT, "IN (SELECT id FROM appointments WHERE external_id = '%s')", key);
        String ofKey = String.format(Locale.ROOT, "FROM idempotency_keys WHERE key = '%s'", key);
        List<String> parts = List.of(
                String.format(Locale.ROOT, "coalesce((SELECT state %s), '%s')", ofKey, NONE),
                String.format(Locale.ROOT, "coalesce((SELECT attempts %s), 0)", ofKey),
                count(String.format(Locale.ROOT, "customers WHERE phone = '%s'", phone(number))),
                count(String.format(
                        Locale.ROOT, "appointments WHERE status = 'confirmed' AND external_id = '%s'", key)),
                count("appointment_transitions WHERE appointment_id " + ofVisit),
                count(String.format(
                        Locale.ROOT, "events WHERE type <> '%s' AND entity_id %s", BookingDesk.NOTICE, ofVisit)),
                count(String.format(
                        Locale.ROOT, "events WHERE type = '%s' AND entity_id %s", BookingDesk.NOTICE, ofVisit)),
                count(String.format(Locale.ROOT, "idempotency_steps WHERE name = 'charge' AND key = '%s'", key)),
                count(String.format(Locale.ROOT, "idempotency_steps WHERE name = 'book' AND key = '%s'", key)),
                count(String.format(Locale.ROOT, "dead_letters WHERE cast(context AS text) LIKE '%%\"%s\"%%'", key)));
        return parse(Rows.query(database, "SELECT " + String.join(", ", parts)).getFirst());
    }

    private static String count(String rows) {
        return "(SELECT count(*) FROM " + rows + ")";
    }

    private static Trace parse(String row) {
        List<String> columns = new ArrayList<>(List.of(row.split("\\|", -1)));
        String state = columns.removeFirst();
        List<Integer> numbers = columns.stream().map(Integer::valueOf).toList();
        return new Trace(
                state,
                numbers.get(0),
                numbers.get(1),
                numbers.get(2),
                numbers.get(3),
                numbers.get(4),
                numbers.get(5),
                numbers.get(6),
                numbers.get(7),
                numbers.get(8));
    }

    /** Returns whether no committed transaction has claimed the key. */
    boolean isNew() {
        return state.equals(NONE);
    }

    boolean is(KeyState expected) {
        return state.equals(expected.literal());
    }

    /** Returns the present rows only. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        words.add("key " + state + (attempts > 1 ? String.format(Locale.ROOT, " (attempt %s)", attempts) : ""));
        if (chargeSteps > 0) {
            words.add("charge recorded");
        }
        if (confirmed > 0) {
            words.add("booked");
        }
        if (notices > 0) {
            words.add(notices == 1 ? "noticed" : String.format(Locale.ROOT, "noticed %s times", notices));
        }
        if (letters > 0) {
            words.add("dead letter");
        }
        return String.join(", ", words);
    }
}
