package io.aro.db.testkit.scenario;

import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;

import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An appointment with its whole history.
 *
 * @param customer the number of the customer, from 0
 * @param moves the transitions, the booking first
 */
record Visit(UUID id, int customer, Instant date, OfferedTreatment treatment, String provider, List<Move> moves) {

    /** A status transition. */
    record Move(AppointmentStatus to, Instant at, Actor actor) {}

    AppointmentStatus status() {
        return moves.getLast().to();
    }

    Instant createdAt() {
        return moves.getFirst().at();
    }

    Instant updatedAt() {
        return moves.getLast().at();
    }

    List<AppointmentStatus> previousStatus() {
        return moves.stream().map(Move::to).limit(moves.size() - 1L).toList();
    }

    boolean has(AppointmentStatus status) {
        return moves.stream().anyMatch(move -> move.to() == status);
    }

    Optional<Instant> confirmedAt() {
        return at(CONFIRMED);
    }

    Optional<Instant> completedAt() {
        return at(COMPLETED);
    }

    Optional<Instant> cancelledAt() {
        return at(CANCELLED);
    }

    private Optional<Instant> at(AppointmentStatus status) {
        return moves.stream().filter(move -> move.to() == status).map(Move::at).findFirst();
    }
}
