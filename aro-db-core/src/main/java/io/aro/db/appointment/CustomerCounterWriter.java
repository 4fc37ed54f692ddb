package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The writer of a customer's counters, confirmation rate and lifetime value.
 *
 * <p>Every change is an increment, never a value read before. Transitions of one customer may therefore commit in any
 * order. Corrections subtract.
 */
final class CustomerCounterWriter {

    private static final Parameter<UUID> CUSTOMER = Parameter.of(CUSTOMERS.ID);
    private static final Parameter<Instant> NOW = Parameter.of(CUSTOMERS.UPDATED_AT);
    private static final Parameter<UUID> APPOINTMENT = Parameter.of("appointment_id", APPOINTMENTS.ID);
    private static final Parameter<Long> NUMBER = Parameter.of("number", CUSTOMERS.APPOINTMENT_COUNT);
    private static final Parameter<Long> NUMBER_CEILING = Parameter.of("number_ceiling", CUSTOMERS.APPOINTMENT_COUNT);
    private static final Parameter<BigDecimal> COST = Parameter.of("cost", CUSTOMERS.LIFETIME_VALUE);
    private static final Parameter<BigDecimal> COST_CEILING = Parameter.of("cost_ceiling", CUSTOMERS.LIFETIME_VALUE);

    private static final StatementTemplate OF_BOOKING = StatementTemplate.of(
            List.of(CUSTOMER, NOW, APPOINTMENT),
            dialect -> update(
                    new CounterChanges(dialect).book(inline(1L), inline(Long.MAX_VALUE - 1)),
                    DSL.exists(DSL.selectOne().from(APPOINTMENTS).where(APPOINTMENTS.ID.eq(APPOINTMENT.field())))));

    private static final StatementTemplate OF_BOOKINGS = StatementTemplate.of(
            List.of(CUSTOMER, NOW, NUMBER, NUMBER_CEILING),
            dialect -> update(new CounterChanges(dialect).book(NUMBER.field(), NUMBER_CEILING.field()), noCondition()));

    private static final StatementTemplate OF_DEPOSIT = StatementTemplate.of(
            List.of(CUSTOMER, NOW),
            dialect -> update(new CounterChanges(dialect).add(CUSTOMERS.DEPOSITS_PAID, 1), noCondition()));

    private static final List<Parameter<?>> OF_MOVE = List.of(CUSTOMER, NOW, COST, COST_CEILING);

    private CustomerCounterWriter() {}

    /** Returns the update for a new appointment. Writes nothing without the appointment's row. */
    static BoundStatement afterBooking(Appointment booked) {
        return OF_BOOKING.with(booked.customerId(), booked.createdAt(), booked.id());
    }

    /** Returns the update for several new appointments of a customer. */
    static BoundStatement afterBookings(UUID customerId, int appointments, Instant now) {
        return OF_BOOKINGS.with(customerId, now, (long) appointments, Long.MAX_VALUE - appointments);
    }

    /** Returns the update for a transition; empty for a transition without effect on counters. */
    static Optional<BoundStatement> afterMove(Appointment moved, StatusTransition move) {
        Shape shape = Shape.of(moved, move);
        if (!shape.counts()) {
            return Optional.empty();
        }
        BigDecimal cost = moved.serviceCost();
        return Optional.of(StatementTemplate.of(
                        shape, OF_MOVE, dialect -> update(shape.changes(new CounterChanges(dialect)), noCondition()))
                .with(moved.customerId(), moved.updatedAt(), cost, CounterChanges.ceiling(cost)));
    }

    /** Returns the update for a paid deposit. */
    static BoundStatement afterDeposit(Appointment paid) {
        return OF_DEPOSIT.with(paid.customerId(), paid.updatedAt());
    }

    private static Query update(CounterChanges changes, Condition further) {
        return DSL.update(CUSTOMERS)
                .set(changes.values())
                .set(CUSTOMERS.UPDATED_AT, NOW.field())
                .where(CUSTOMERS.ID.eq(CUSTOMER.field()))
                .and(further);
    }

    /**
     * The counted parts of a transition.
     *
     * @param undone the status left by a correction, or null
     * @param entered the new status, or null for a repeated confirmation
     */
    private record Shape(
            @Nullable AppointmentStatus undone, @Nullable AppointmentStatus entered) {

        static Shape of(Appointment moved, StatusTransition move) {
            List<AppointmentStatus> before = moved.previousStatus();
            boolean again = moved.status() == AppointmentStatus.CONFIRMED && before.contains(moved.status());
            return new Shape(move.correction() ? before.getLast() : null, again ? null : moved.status());
        }

        boolean counts() {
            return isCounted(undone) || isCounted(entered);
        }

        private static boolean isCounted(@Nullable AppointmentStatus status) {
            return switch (status) {
                case CONFIRMED, CANCELLED, NO_SHOW, RESCHEDULED, COMPLETED -> true;
                case BOOKED, IN_PROGRESS -> false;
                case null -> false;
            };
        }

        CounterChanges changes(CounterChanges none) {
            CounterChanges undoing = undone == null ? none : add(none, undone, -1);
            return entered == null ? undoing : add(undoing, entered, 1);
        }

        private static CounterChanges add(CounterChanges changes, AppointmentStatus status, int number) {
            return switch (status) {
                case CONFIRMED -> changes.confirm();
                case CANCELLED -> changes.add(CUSTOMERS.CANCEL_COUNT, number);
                case NO_SHOW -> changes.add(CUSTOMERS.NO_SHOW_COUNT, number);
                case RESCHEDULED -> changes.add(CUSTOMERS.RESCHEDULE_COUNT, number);
                case COMPLETED ->
                    number < 0
                            ? changes.subtractValue(COST.field(), COST.field())
                            : changes.addValue(COST.field(), COST_CEILING.field());
                case BOOKED, IN_PROGRESS -> changes;
            };
        }
    }
}
