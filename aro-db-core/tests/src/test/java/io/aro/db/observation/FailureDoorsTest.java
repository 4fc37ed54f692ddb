package io.aro.db.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.error.UnavailableException;
import io.aro.db.observation.DatabaseEvent.CallFailed;
import io.aro.db.plan.PublicCalls;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A failure through each public method of the library, as its listener hears it. */
@BothEngines
class FailureDoorsTest {

    private final AroDatabase closed;
    private final HeardEvents heard = new HeardEvents();

    FailureDoorsTest(TestDatabase database) {
        closed = database.open().withDatabaseListener(heard);
        closed.close();
    }

    @TestFactory
    Stream<DynamicTest> hearsOfAFailureThroughEveryDoor() {
        return PublicCalls.all().stream()
                .map(call -> DynamicTest.dynamicTest(call.method(), () -> {
                    heard.all().clear();

                    assertThatThrownBy(() -> call.action().accept(closed)).isInstanceOf(UnavailableException.class);

                    assertThat(heard.of(CallFailed.class))
                            .containsExactly(new CallFailed(UnavailableException.class, false));
                }));
    }
}
