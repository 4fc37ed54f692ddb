package io.aro.db.readme;

import org.jooq.DSLContext;

/** Three booking handlers without the library; each repeats or loses an appointment in its own way. */
final class NaiveBooking {

    private static final String INSERT = "INSERT INTO bookings (invitee, starts_at) VALUES (?, ?)";

    private NaiveBooking() {}

    record Delivery(String eventId, String invitee, String startsAt) {}

    static void insert(DSLContext dsl, Delivery delivery) {
        // @start region="insert"
        String insert = "INSERT INTO bookings (invitee, starts_at) VALUES (?, ?)";
        dsl.execute(insert, delivery.invitee(), delivery.startsAt());
        // @end
    }

    static void selectThenInsert(DSLContext dsl, Delivery delivery) {
        // @start region="select"
        String select = "SELECT 1 FROM bookings WHERE invitee = ?";
        if (dsl.fetch(select, delivery.invitee()).isEmpty()) {
            dsl.execute(INSERT, delivery.invitee(), delivery.startsAt());
        }
        // @end
    }

    static void rememberThenInsert(DSLContext dsl, Delivery delivery) {
        // @start region="remember"
        String remember = "INSERT INTO seen_events (id) VALUES (?) ON CONFLICT DO NOTHING";
        if (dsl.execute(remember, delivery.eventId()) == 1) {
            dsl.execute(INSERT, delivery.invitee(), delivery.startsAt());
        }
        // @end
    }
}
