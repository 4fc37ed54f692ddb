package io.aro.db.examples.benchmarks.peers.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Statements that fill an empty database with rows of known values. */
final class Filling {

    /** Four fifths of the appointments are in the past. */
    private static final String STANDING = """
            case when n > :past then case when n % 10 < 4 then 'confirmed' when n % 10 = 9 then 'cancelled' else 'booked' end
              when n % 10 < 8 then 'completed' when n % 10 = 8 then 'no_show' else 'cancelled' end""";

    private static final String POSTGRES_SEED = """
            create temp table seed as
            select n, ('01890000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid as id,
              ('01890000-0000-7000-8000-' || lpad((n % :customers)::text, 12, '0'))::uuid as customer,
              timestamptz ':begin' + n * interval '10 minutes' as at,
              timestamptz ':begin' + n * interval '10 minutes' - interval '90 days' as made,
              case when n % 10 = 0 then array['t' || (n / 10 % 50)] else '{}' end as tags,
              (:standing)::appointment_status as standing
            from generate_series(0, :seeds - 1) as numbers (n)""";

    private static final String SQLITE_SEED = """
            create temp table seed as
            with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n < :seeds - 1)
            select n, format('01890000-0000-7000-8000-%012d', n) as id,
              format('01890000-0000-7000-8000-%012d', n % :customers) as customer,
              strftime('%Y-%m-%d %H:%M:%S.000000+00:00', ':begin', (n * 10) || ' minutes') as at,
              strftime('%Y-%m-%d %H:%M:%S.000000+00:00', ':begin', (n * 10) || ' minutes', '-90 days') as made,
              case when n % 10 = 0 then json_array('t' || (n / 10 % 50)) else '[]' end as tags,
              :standing as standing
            from numbers""";

    private static final String TABLES = """
            insert into customers (id, phone, email, name, no_show_count, reschedule_count, cancel_count, lifetime_value,
              risk_score, risk_category, created_at, updated_at, tags, appointment_count, confirmed_count)
            select id, '+1556' || (1000000 + n), 'c' || n || '@example.org', 'Some Name ' || n, 5, 5, 5, 500000,
              n % 40, 'low', made, made, tags, 200, 20
            from seed where n < :customers;
            insert into appointments (id, external_id, customer_id, date, duration, service_type, service_cost, provider,
              status, version, confirmation_received, created_at, updated_at, completed_at, cancelled_at)
            select id, 'evt-' || n, customer, at, 45, 'Cleaning', 120, 'Dr. ' || (n % 20),
              standing, case standing when 'booked' then 1 when 'completed' then 3 else 2 end, standing = 'confirmed',
              made, made, case when standing = 'completed' then at end, case when standing = 'cancelled' then at end
            from seed where n < :appointments;
            insert into appointment_transitions (appointment_id, sequence, to_status, actor, occurred_at, next_sequence, last)
            select id, 1, 'booked', 'system', made, case when standing <> 'booked' then 2 end, standing = 'booked'
            from seed where n < :appointments;
            insert into appointment_transitions (appointment_id, sequence, previous_sequence, from_status, to_status, actor,
              occurred_at, next_sequence, last)
            select id, 2, 1, 'booked', case when standing = 'completed' then 'in_progress' else standing end, 'system', at,
              case when standing = 'completed' then 3 end, standing <> 'completed'
            from seed where n < :appointments and standing <> 'booked';
            insert into appointment_transitions (appointment_id, sequence, previous_sequence, from_status, to_status, actor,
              occurred_at)
            select id, 3, 2, 'in_progress', 'completed', 'system', at
            from seed where n < :appointments and standing = 'completed';
            """;

    /** More events than seeds refer to the same entities in turn. */
    private static final String LOGS = """
            insert into events (id, timestamp, type, entity_type, entity_id, actor, actor_id, data, metadata, created_at)
            select :event, s.made, 'visit.noted' || (s.n % 40), 'visit', s.id, 'system', 'job-' || (s.n % 20), '{}', '{}',
              s.made
            from :numbers join seed s on s.n = numbers.n % :seeds where numbers.n < :events;
            insert into idempotency_keys (source, key, state, response, created_at, updated_at, completed_at,
              response_until, expires_at)
            select 'old', 'evt-' || numbers.n, 'completed', '{}', s.made, s.made, s.made,
              '2099-01-01 00:00:00.000000+00:00', '2099-01-01 00:00:00.000000+00:00'
            from :numbers join seed s on s.n = numbers.n % :seeds where numbers.n < :keys;
            drop table seed
            """;

    private final Address address;
    private final Rows rows;
    private final Instant begin;

    Filling(Address address, Rows rows, Instant begin) {
        this.address = address;
        this.rows = rows;
        this.begin = begin;
    }

    /** Fills the tables and gathers the statistics of the planner. */
    void run() throws SQLException {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            if (!address.isPostgres()) {
                statement.execute("pragma synchronous = off");
            }
            connection.setAutoCommit(false);
            statement.execute(text(address.isPostgres() ? POSTGRES_SEED : SQLITE_SEED));
            for (String sql : (TABLES + LOGS).split(";\n", -1)) {
                statement.execute(text(sql));
            }
            connection.commit();
            connection.setAutoCommit(true);
            for (String sql : address.isPostgres() ? POSTGRES_END : SQLITE_END) {
                statement.execute(sql);
            }
        }
    }

    private static final String[] POSTGRES_END = {"vacuum (analyze)", "checkpoint"};
    private static final String[] SQLITE_END = {"analyze", "pragma wal_checkpoint(truncate)"};

    private String text(String sql) {
        int seeds = Math.max(rows.customers(), rows.appointments());
        return sql.replace(":standing", STANDING)
                .replace(":numbers", numbers())
                .replace(":event,", event() + ",")
                .replace(":begin", begin())
                .replace(":past", Integer.toString(rows.appointments() / 5 * 4))
                .replace(":seeds", Integer.toString(seeds))
                .replace(":customers", Integer.toString(rows.customers()))
                .replace(":appointments", Integer.toString(rows.appointments()))
                .replace(":events", Integer.toString(rows.events()))
                .replace(":keys", Integer.toString(rows.keys()));
    }

    private String numbers() {
        int most = Math.max(rows.events(), rows.keys());
        String rest = address.isPostgres()
                ? "generate_series(0, %d) as numbers (n)"
                : "(with recursive count (n) as (select 0 union all select n + 1 from count where n < %d)"
                        + " select n from count) as numbers";
        return String.format(Locale.ROOT, rest, most - 1);
    }

    private String event() {
        return address.isPostgres()
                ? "('01890000-0000-7000-8000-' || lpad(numbers.n::text, 12, '0'))::uuid"
                : "format('01890000-0000-7000-8000-%012d', numbers.n)";
    }

    private String begin() {
        LocalDateTime time = LocalDateTime.ofInstant(begin, ZoneOffset.UTC);
        String seconds = time.toLocalDate() + " " + time.toLocalTime() + ":00";
        return address.isPostgres() ? seconds + "+00" : seconds;
    }
}
