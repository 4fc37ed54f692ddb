package io.aro.db.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.Effort;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.workflow.WorkflowState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.PerProperty;

/**
 * A check that fails a run without enough of every operation and answer, as a guard against poor generators.
 *
 * <p>The check applies to SQLite, available on every machine.
 */
final class ReachesEverything implements PerProperty.Lifecycle {

    private static final int OFTEN = Effort.of(1, 10);

    private static final List<String> ANSWERS = List.of(
            "kept",
            "given up",
            "refused",
            "LimitReached",
            "outcome=INSERTED",
            "outcome=UPDATED",
            "outcome=UNCHANGED",
            "riskCategory=BLOCKED",
            "InvalidValueException",
            "NotFoundException",
            "RefusedChangeException",
            "LostRaceException",
            "IllegalTransitionException",
            "StaleVersionException",
            "NotConfiguredException",
            "MessageIdTakenException",
            "WorkflowFinishedException",
            "RetriesExhaustedException",
            "TransactionMisuseException",
            "ConstraintViolationException of kind UNIQUE",
            "ConstraintViolationException of kind FOREIGN_KEY",
            "ConstraintViolationException of kind CHECK",
            "ConstraintViolationException of kind NOT_NULL");

    @Override
    public void onSuccess() {
        Tally tally = EnginesAgreeTest.TALLY;

        Map<String, Integer> rare = new TreeMap<>();
        everything().filter(what -> tally.of(what) < OFTEN).forEach(what -> rare.put(what, tally.of(what)));
        assertThat(rare).as("rare answers, of %s", tally).isEmpty();
    }

    private static Stream<String> everything() {
        return Stream.of(
                        Sequences.kinds().stream()
                                .filter(Operation.Call.class::isAssignableFrom)
                                .map(kind -> kind.getSimpleName() + " answered"),
                        Stream.of(AppointmentStatus.values()).map(status -> "status=" + status),
                        Stream.of(Correction.values()).map(Correction::name),
                        Stream.of(WorkflowState.values()).map(state -> "currentState=" + state),
                        ANSWERS.stream())
                .flatMap(each -> each);
    }
}
