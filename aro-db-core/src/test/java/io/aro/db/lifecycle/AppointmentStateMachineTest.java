package io.aro.db.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AppointmentStateMachineTest {

    /** The expected transitions. Rows are the status before, columns the status after; x marks a legal transition. */
    private static final String TABLE = """
            from         booked confirmed rescheduled cancelled no_show completed in_progress
            booked       -      x         x           x         x       -         x
            confirmed    -      -         x           x         x       -         x
            rescheduled  x      -         -           -         -       -         -
            cancelled    -      -         -           -         -       -         -
            no_show      -      -         -           -         -       -         -
            completed    -      -         -           -         -       -         -
            in_progress  -      -         -           -         x       x         -
            """;

    static Stream<Arguments> everyPair() {
        List<String[]> rows = TABLE.lines().map(line -> line.split("\\s+", -1)).toList();
        String[] header = rows.getFirst();
        return rows.stream()
                .skip(1)
                .flatMap(row -> Stream.iterate(1, column -> column < header.length, c -> c + 1)
                        .map(column -> Arguments.of(
                                AppointmentStatus.of(row[0]),
                                AppointmentStatus.of(header[column]),
                                row[column].equals("x"))));
    }

    @Test
    void tableNamesEveryPair() {
        int statuses = AppointmentStatus.values().length;

        assertThat(everyPair().map(pair -> List.of(pair.get()[0], pair.get()[1])))
                .hasSize(statuses * statuses);
        assertThat(everyPair()
                        .map(pair -> List.of(pair.get()[0], pair.get()[1]))
                        .distinct())
                .hasSize(statuses * statuses);
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void allowsExactlyTheMovesOfTheTable(AppointmentStatus from, AppointmentStatus to, boolean allowed) {
        assertThat(AppointmentStateMachine.canTransition(from, to)).isEqualTo(allowed);
        assertThat(AppointmentStateMachine.allowedFrom(from).contains(to)).isEqualTo(allowed);
        assertThat(AppointmentStateMachine.leadingTo(to).contains(from)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @EnumSource
    void isTerminalOnlyForCompletedNoShowAndCancelled(AppointmentStatus status) {
        boolean terminal = switch (status) {
            case COMPLETED, NO_SHOW, CANCELLED -> true;
            case BOOKED, CONFIRMED, RESCHEDULED, IN_PROGRESS -> false;
        };

        assertThat(AppointmentStateMachine.isTerminal(status)).isEqualTo(terminal);
        assertThat(status.isTerminal()).isEqualTo(terminal);
    }

    @ParameterizedTest
    @EnumSource
    void handsOutSetsThatNobodyCanChange(AppointmentStatus status) {
        assertThatThrownBy(() -> AppointmentStateMachine.allowedFrom(status).add(status))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> AppointmentStateMachine.leadingTo(status).add(status))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void reachesEveryStatusFromBooked() {
        assertThat(reachable(AppointmentStatus.BOOKED)).containsExactlyInAnyOrder(AppointmentStatus.values());
    }

    private static List<AppointmentStatus> reachable(AppointmentStatus start) {
        List<AppointmentStatus> found = List.of(start);
        while (true) {
            List<AppointmentStatus> more = Stream.concat(
                            found.stream(),
                            found.stream().flatMap(from -> AppointmentStateMachine.allowedFrom(from).stream()))
                    .distinct()
                    .toList();
            if (more.equals(found)) {
                return found;
            }
            found = more;
        }
    }
}
