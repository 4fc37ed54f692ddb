package io.aro.db.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.refusal.InvalidValueException;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that every door for JSON text refuses a document that would not be kept as it is. */
class DocumentDoorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"to\":\"Ada\",\"to\":\"Bo\"}",
                "{\"a\":[{\"to\":\"Ada\",\"to\":\"Ada\"}]}",
                "{\"to\":\"Ada\\ud834\"}",
                "{\"to\":\"Ada\\u0000\"}"
            })
    void refusesMembersOfOneNameLoneSurrogatesAndNul(String json) {
        UUID id = new UUID(1, 1);
        Actor actor = Actor.webhook("desk");

        refuses("event data", () -> new NewEvent("booked", "appointment", id, actor, json, "{}", null));
        refuses("event metadata", () -> new NewEvent("booked", "appointment", id, actor, "{}", json, null));
        refuses("context", () -> new NewDeadLetter(id, "remind", json, null, 1));
        refuses("error", () -> new NewDeadLetter(id, "remind", null, json, 1));
        refuses("state data", () -> new NewWorkflow("remind", null, json, 1, null));
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(call)
                .withNoCause()
                .withMessageNotContaining("Ada")
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field));
    }
}
