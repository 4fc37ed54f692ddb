package io.aro.db.examples.benchmarks.peers.jdbc;

/** The statements of one engine, each a constant of the program. */
final class Sql {

    static final String CUSTOMER_BY_ID = "select " + Columns.CUSTOMER + " from customers where id = ?";
    static final String CUSTOMER_BY_PHONE = "select " + Columns.CUSTOMER + " from customers where phone = ?";
    static final String ALL_CUSTOMERS = "select " + Columns.CUSTOMER + " from customers order by id";
    static final String INSERT_CUSTOMER =
            "insert into customers (id, phone, email, name, communication_preference, created_at, updated_at, tags)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (phone) do nothing returning " + Columns.CUSTOMER;
    static final String PAGE =
            "select " + Columns.APPOINTMENT + " from appointments where (date, id) > (?, ?) order by date, id limit ?";
    static final String EVENTS_OF_ENTITY =
            "select id, timestamp, type, entity_type, entity_id, actor, actor_id, data, metadata, created_at"
                    + " from events where entity_type = ? and entity_id = ? order by timestamp, id limit ?";
    static final String INSERT_BOOKING =
            "insert into appointments (id, external_source, external_id, customer_id, date, duration, service_type,"
                    + " service_cost, provider, location, deposit_required, created_at, updated_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, ?, ?)";
    static final String BOOK = INSERT_BOOKING
            + " on conflict (external_source, external_id) where external_id is not null do nothing returning "
            + Columns.APPOINTMENT;
    static final String FIRST_TRANSITION =
            "insert into appointment_transitions (appointment_id, sequence, to_status, actor, actor_id, occurred_at)"
                    + " values (?, 1, 'booked', ?, ?, ?)";
    static final String LAST_TRANSITION_ENDS =
            "update appointment_transitions set last = false, next_sequence = ? where appointment_id = ?"
                    + " and sequence = ?";
    static final String NEXT_TRANSITION =
            "insert into appointment_transitions (appointment_id, sequence, previous_sequence, from_status, to_status,"
                    + " actor, actor_id, occurred_at) values (?, ?, ?, 'booked', 'confirmed', ?, ?, ?)";
    static final String CLAIM =
            "insert into idempotency_keys (scope, source, key, state, fingerprint, owner, claim_id, claimed_at,"
                    + " lease_until, created_at, updated_at, response_until, expires_at)"
                    + " values ('', ?, ?, 'in_progress', ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " on conflict (scope, source, key) do nothing";
    static final String STORED_RESPONSE =
            "select state, fingerprint, response from idempotency_keys where scope = '' and source = ? and key = ?";

    final String upcoming;
    final String confirm;
    final String event;
    final String counters;
    final String complete;

    Sql(boolean postgres) {
        upcoming = upcoming(postgres);
        confirm = confirm(postgres);
        event = event(postgres ? "cast(? as jsonb)" : "?");
        counters = counters(postgres);
        complete = complete(postgres ? "cast(? as json)" : "?");
    }

    /** SQLite's planner takes the right index only with the hint, even after an analysis. */
    private static String upcoming(boolean postgres) {
        String open = "status in ('booked', 'confirmed')";
        return "select " + Columns.APPOINTMENT + " from appointments where "
                + (postgres ? open : "likely(" + open + ")") + " and date >= ? order by date, id limit ?";
    }

    private static String confirm(boolean postgres) {
        String appended =
                postgres ? "array_append(previous_status, status)" : "json_insert(previous_status, '$[#]', status)";
        return "update appointments set status = 'confirmed', previous_status = " + appended
                + ", version = version + 1, updated_at = ?, confirmation_received = true, confirmation_date = ?"
                + " where id = ? and status = 'booked' and archived_at is null returning " + Columns.APPOINTMENT;
    }

    private static String event(String json) {
        return "insert into events (id, timestamp, type, entity_type, entity_id, actor, actor_id, data, metadata,"
                + " created_at) values (?, ?, ?, 'appointment', ?, ?, ?, " + json + ", " + json + ", ?)";
    }

    private static String counters(boolean postgres) {
        String rate = "((confirmed_count + ?) * 20000 + appointment_count + ?) / ((appointment_count + ?) * 2)";
        return "update customers set appointment_count = appointment_count + ?, confirmed_count = confirmed_count + ?,"
                + " confirmation_rate = " + (postgres ? "cast(" + rate + " as numeric(10, 2)) / 100" : rate)
                + ", updated_at = ? where id = ?";
    }

    private static String complete(String json) {
        return "update idempotency_keys set state = 'completed', updated_at = ?, lease_until = null, response = " + json
                + ", completed_at = ? where scope = '' and source = ? and key = ? and fence = 1 and claim_id = ?"
                + " and state = 'in_progress'";
    }
}
