package io.aro.db.forgery;

import static io.aro.db.forgery.Fate.NEITHER;
import static io.aro.db.forgery.Fate.NOTICED;
import static io.aro.db.forgery.Rule.by;
import static io.aro.db.forgery.Rule.byKey;

import java.util.List;
import java.util.Locale;

/** The changes of the page about hand-written SQL; their appointment was booked, confirmed and begun. */
final class Forgeries {

    private static final String TIME = "'2026-03-02 15:04:05.000000+00:00'";
    private static final String OTHER = "'01890000-0000-7000-8000-000000000009'";

    private static final String STEP =
            "UPDATE appointments SET previous_status = {formerly}, status = '%s', version = version + 1, completed_at = updated_at";
    private static final String GIVE_WAY =
            "UPDATE appointment_transitions SET last = FALSE, next_sequence = 4 WHERE sequence = 3";
    private static final String MOVE = """
            INSERT INTO appointment_transitions
              (appointment_id, sequence, previous_sequence, from_status, to_status, actor, occurred_at)
            SELECT id, 4, 3, '%s', '%s', 'user', date FROM appointments""";
    private static final String BOOKING = """
            INSERT INTO appointment_transitions (appointment_id, sequence, to_status, actor, occurred_at)
            SELECT id, 1, 'booked', 'admin', date FROM appointments WHERE version = 1""";
    private static final String APPOINTMENT = String.format(Locale.ROOT, """
            INSERT INTO appointments (id, customer_id, date, duration, service_type, service_cost)
            SELECT %s, id, %s, 30, 'Check', 0 FROM customers""", OTHER, TIME);
    private static final String ALL_MOVES = "DELETE FROM appointment_transitions";
    private static final String NEW_RULE =
            "INSERT INTO allowed_transitions (from_status, to_status) VALUES ('in_progress', 'cancelled')";

    static final List<Forgery> ALL = List.of(
            Forgery.of(
                    "a status alone",
                    by("tg_appointments_moved"),
                    "UPDATE appointments SET status = 'no_show' WHERE status = 'in_progress'"),
            Forgery.ofKeys(
                    "a legal status with its version and former statuses, without its move",
                    NOTICED,
                    byKey("fk_appointments_last_transition"),
                    String.format(Locale.ROOT, STEP, "no_show")),
            Forgery.of(
                    "an illegal status with its move",
                    by("tg_appointments_moved", "fk_appointment_transitions_edge"),
                    String.format(Locale.ROOT, STEP, "booked"),
                    GIVE_WAY,
                    String.format(Locale.ROOT, MOVE, "in_progress", "booked")),
            Forgery.of(
                    "a move without a change of the appointment",
                    by("tg_appointment_transitions_kept", "fk_appointments_last_transition"),
                    GIVE_WAY,
                    String.format(Locale.ROOT, MOVE, "in_progress", "no_show")),
            Forgery.ofKeys(
                    "a move from a status other than the appointment's",
                    NOTICED,
                    byKey("fk_appointment_transitions_predecessor"),
                    String.format(Locale.ROOT, STEP, "no_show"),
                    GIVE_WAY,
                    String.format(Locale.ROOT, MOVE, "confirmed", "no_show")),
            Forgery.of(
                    "the status of both the last move and the appointment",
                    by("tg_appointment_transitions_kept"),
                    "UPDATE appointment_transitions SET to_status = 'no_show' WHERE sequence = 3",
                    "UPDATE appointments SET status = 'no_show'"),
            Forgery.of(
                    "the actor of a move",
                    by("tg_appointment_transitions_kept"),
                    "UPDATE appointment_transitions SET actor = 'admin', actor_id = 'boss'"),
            Forgery.of(
                    "the reason of a move",
                    by("tg_appointment_transitions_kept"),
                    "UPDATE appointment_transitions SET reason = 'another'"),
            Forgery.of(
                    "the time of a move",
                    by("tg_appointment_transitions_kept"),
                    "UPDATE appointment_transitions SET occurred_at = " + TIME),
            Forgery.of(
                    "reason and actor id become `[erased]` and the command id null, as in an erasure",
                    NEITHER,
                    "UPDATE appointment_transitions SET reason = '[erased]', actor_id = '[erased]', command_id = NULL"),
            Forgery.of(
                    "the end of a history is removed",
                    by("tg_appointment_transitions_removed"),
                    "DELETE FROM appointment_transitions WHERE sequence = 3",
                    "UPDATE appointment_transitions SET last = TRUE, next_sequence = NULL WHERE sequence = 2",
                    "UPDATE appointments SET status = 'confirmed', version = 2, previous_status = {booked}"),
            Forgery.of(
                    "a move is removed and the rest renumbered",
                    by("tg_appointment_transitions_removed"),
                    "DELETE FROM appointment_transitions WHERE sequence > 1",
                    "UPDATE appointment_transitions SET next_sequence = 2",
                    "UPDATE appointments SET version = 2, previous_status = {booked}"),
            Forgery.of("all moves are replaced", by("tg_appointment_transitions_removed"), ALL_MOVES, BOOKING),
            Forgery.of("moves are deleted", by("tg_appointment_transitions_removed"), ALL_MOVES),
            Forgery.ofSqlite("a move is replaced by `INSERT OR REPLACE`", by("tg_appointment_transitions_added"), """
                    INSERT OR REPLACE INTO appointment_transitions
                      (appointment_id, sequence, previous_sequence, from_status, to_status, actor, occurred_at)
                    SELECT id, 3, 2, 'confirmed', 'in_progress', 'admin', date FROM appointments"""),
            Forgery.of(
                    "the former statuses of an appointment",
                    by("tg_appointments_moved"),
                    "UPDATE appointments SET previous_status = {none}"),
            Forgery.of(
                    "the version of an appointment",
                    by("tg_appointments_moved"),
                    "UPDATE appointments SET version = 2"),
            Forgery.of("a rule is added", by("tg_allowed_transitions_added", "tg_allowed_transitions_kept"), NEW_RULE),
            Forgery.of(
                    "a rule is changed",
                    by("tg_allowed_transitions_kept"),
                    "UPDATE allowed_transitions SET correction = TRUE WHERE to_status = 'completed'"),
            Forgery.of(
                    "a rule is removed",
                    by("tg_allowed_transitions_removed", "tg_allowed_transitions_kept"),
                    "DELETE FROM allowed_transitions WHERE to_status = 'cancelled'"),
            Forgery.of(
                    "a rule is added after its trigger is dropped, and used",
                    NOTICED,
                    "DROP TRIGGER {added}",
                    NEW_RULE,
                    "UPDATE appointments SET previous_status = {formerly}, status = 'cancelled', version = 4, cancelled_at = updated_at",
                    GIVE_WAY,
                    String.format(Locale.ROOT, MOVE, "in_progress", "cancelled")),
            Forgery.of("a trigger is dropped", NOTICED, "DROP TRIGGER {moved}"),
            Forgery.ofPostgres(
                    "triggers and keys are disabled", NOTICED, "ALTER TABLE appointments DISABLE TRIGGER ALL"),
            Forgery.ofPostgres(
                    "a key of histories is dropped",
                    NOTICED,
                    "ALTER TABLE appointments DROP CONSTRAINT fk_appointments_last_transition"),
            Forgery.ofPostgres(
                    "another key is dropped",
                    NOTICED,
                    "ALTER TABLE appointments DROP CONSTRAINT fk_appointments_rescheduled_from"),
            Forgery.of(
                    "a trigger is recreated with a condition that is never true",
                    NOTICED,
                    "DROP TRIGGER {moved}",
                    "CREATE TRIGGER tg_appointments_moved BEFORE UPDATE ON appointments {idle}"),
            Forgery.ofPostgres("the function of a trigger is replaced", NOTICED, """
                    CREATE OR REPLACE FUNCTION refuse_forgery() RETURNS trigger LANGUAGE plpgsql
                    AS 'BEGIN RETURN NEW; END'"""),
            Forgery.ofPostgres(
                    "a status alone, in the role of a replica (superuser)",
                    NOTICED,
                    "SET LOCAL session_replication_role = replica",
                    "UPDATE appointments SET status = 'no_show'"),
            Forgery.ofKeys(
                    "an appointment without moves", NOTICED, byKey("fk_appointments_last_transition"), APPOINTMENT),
            Forgery.of(
                    "an appointment with moves and counts that agree",
                    NEITHER,
                    APPOINTMENT,
                    BOOKING,
                    "UPDATE customers SET appointment_count = 2, confirmation_rate = {half}"),
            Forgery.ofKeys(
                    "an appointment is assigned to a missing customer",
                    NOTICED,
                    byKey("fk_appointments_customer"),
                    "UPDATE appointments SET customer_id = " + OTHER),
            Forgery.ofKeys("an appointment is deleted", NOTICED, NEITHER, "DELETE FROM appointments"),
            Forgery.ofPostgres("`TRUNCATE appointments CASCADE`", NEITHER, "TRUNCATE appointments CASCADE"),
            Forgery.of(
                    "date, notes and other columns of an appointment outside of the counts",
                    NEITHER,
                    "UPDATE appointments SET date = " + TIME + ", notes = 'x', archived_at = updated_at"),
            Forgery.of(
                    "the cost of an appointment that is not completed",
                    NEITHER,
                    "UPDATE appointments SET service_cost = 1"),
            Forgery.of(
                    "the cost of a completed appointment is raised",
                    NOTICED,
                    String.format(Locale.ROOT, STEP, "completed"),
                    GIVE_WAY,
                    String.format(Locale.ROOT, MOVE, "in_progress", "completed"),
                    "UPDATE customers SET lifetime_value = (SELECT service_cost FROM appointments)",
                    "UPDATE appointments SET service_cost = service_cost + 1"),
            Forgery.of(
                    "the cost of a completed appointment is lowered",
                    NEITHER,
                    String.format(Locale.ROOT, STEP, "completed"),
                    GIVE_WAY,
                    String.format(Locale.ROOT, MOVE, "in_progress", "completed"),
                    "UPDATE customers SET lifetime_value = (SELECT service_cost FROM appointments)",
                    "UPDATE appointments SET service_cost = 0"),
            Forgery.of("a deposit is marked as paid", NOTICED, "UPDATE appointments SET deposit_paid = TRUE"),
            Forgery.of(
                    "an appointment is assigned to another customer",
                    NOTICED,
                    "INSERT INTO customers (id, phone) VALUES (" + OTHER + ", '+15550099')",
                    "UPDATE appointments SET customer_id = " + OTHER),
            Forgery.of(
                    "a count of a customer below its histories",
                    NOTICED,
                    "UPDATE customers SET appointment_count = 0, confirmed_count = 0"),
            Forgery.of(
                    "a confirmation rate that contradicts the counts",
                    NOTICED,
                    "UPDATE customers SET confirmation_rate = 12"),
            Forgery.of("a count of a customer above its histories", NEITHER, "UPDATE customers SET no_show_count = 7"),
            Forgery.ofKeys(
                    "a customer with consents is deleted",
                    NOTICED,
                    byKey("fk_consents_customer"),
                    "DELETE FROM customers"),
            Forgery.of(
                    "a consent is changed or deleted",
                    NEITHER,
                    "UPDATE consents SET source = 'x'",
                    "DELETE FROM consents"),
            Forgery.of(
                    "an event is changed or deleted", NEITHER, "UPDATE events SET type = 'x'", "DELETE FROM events"));

    private Forgeries() {}
}
