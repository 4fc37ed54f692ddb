package io.aro.db.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.refusal.InvalidValueException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewWorkflowTest {

    private static final NewWorkflow REMIND = NewWorkflow.named("reminder_sequence");
    private static final NewDeadLetter LETTER = NewDeadLetter.ofSkill("send_sms");

    @Test
    void refusesAWorkflowThatDoesNotFit() {
        refuses("workflow name", () -> NewWorkflow.named(" "));
        refuses("workflow name", () -> NewWorkflow.named("x".repeat(256)));
        refuses("max retries", () -> REMIND.withMaxRetries(-1));
        refuses("due at", () -> REMIND.withDueAt(Instant.MAX));
        refuses("state data", () -> REMIND.withStateData(List.of(1)));
        refuses("state data", () -> new NewWorkflow("remind", null, "{", 3, null));
    }

    @Test
    void refusesADeadLetterThatDoesNotFit() {
        refuses("skill name", () -> NewDeadLetter.ofSkill(""));
        refuses("skill name", () -> NewDeadLetter.ofSkill("x".repeat(256)));
        refuses("attempts", () -> LETTER.withAttempts(0));
        refuses("context", () -> LETTER.withContext("text"));
        refuses("error", () -> LETTER.withError(7));
        refuses("dead letter", () -> new NewDeadLetter(null, null, null, null, 1));
    }

    @Test
    void holdsDocumentsAsJson() {
        assertThat(REMIND.withStateData(Map.of("step", 1)).stateData()).isEqualTo("{\"step\":1}");
        assertThat(LETTER.withContext(Map.of("to", "visit")).context()).isEqualTo("{\"to\":\"visit\"}");
    }

    @ParameterizedTest
    @EnumSource(WorkflowState.class)
    void everyStateHasAWordOfItsOwn(WorkflowState state) {
        assertThat(WorkflowState.of(state.literal())).isEqualTo(state);
        assertThat(state.isFinished())
                .isEqualTo(List.of("completed", "failed", "cancelled").contains(state.literal()));
    }

    @Test
    void refusesAWordThatIsNoState() {
        refuses("workflow state", () -> WorkflowState.of("done"));
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field));
    }
}
