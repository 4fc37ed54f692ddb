package io.aro.db.testkit.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.aro.db.testkit.checklist.Checklists.OfCarelessNotes;
import io.aro.db.testkit.checklist.Checklists.WithExcuses;
import io.aro.db.testkit.checklist.Checklists.WithStaleEntries;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Shows that each check of the checklist can fail, with its message. */
class DatabaseChecklistTest {

    private static final String UP_AND_DOWN = "everyMigrationGoesUpAndDownOnBothEngines()";
    private static final String PRIMARY_KEYS = "everyTableHasAPrimaryKey(TestDatabase)";
    private static final String FOREIGN_KEYS = "everyForeignKeyIsServedByAnIndex(TestDatabase)";
    private static final String SECRETS = "secretsAreSealed()";
    private static final String TESTS = "everyRepositoryHasTests()";
    private static final String METHODS = "everyPublicMethodIsCalledOrExcused()";
    private static final String QUERY = "NoteStore.countByText(String)";

    @Test
    void failsForEverythingThatIsMissing() {
        Map<String, String> failures = failuresOf(OfCarelessNotes.class);

        assertThat(failures).hasSize(7);
        assertThat(failures.get(SECRETS)).contains("withPlaintextSecrets() stores them unencrypted");
        assertThat(failures.get(UP_AND_DOWN)).contains("the down script of V001__careless.sql");
        assertThat(failures.get(PRIMARY_KEYS)).contains("the primary key of careless_notes");
        assertThat(failures.get(FOREIGN_KEYS))
                .contains("the foreign keys without an index", "fk_careless_notes_customer");
        assertThat(failures.get(TESTS)).contains("ClassNotFoundException", "NoteStoreTest");
        assertThat(failures.get(METHODS)).contains("NoteStore.describe()");
        assertThat(failures.get(QUERY)).contains("Read from end to end", "careless_notes");
    }

    @Test
    void passesWhatIsExcused() {
        assertThat(failuresOf(WithExcuses.class)).containsOnlyKeys(UP_AND_DOWN, PRIMARY_KEYS);
    }

    @Test
    void failsForEntriesThatNothingCallsFor() {
        Map<String, String> failures = failuresOf(WithStaleEntries.class);

        assertThat(failures.get(FOREIGN_KEYS)).contains("fk_that_is_gone");
        assertThat(failures.get(TESTS)).contains("the tests in UntestedTest");
        assertThat(failures.get(METHODS))
                .contains("the public methods of repositories()", "NoteStore.countByText(String)");
    }

    private static Map<String, String> failuresOf(Class<?> checklist) {
        Events events = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(checklist))
                .configurationParameter("aro.test.engines", " ")
                .configurationParameter("aro.test.quiet", "true")
                .execute()
                .testEvents();
        Map<String, String> failures = new TreeMap<>();
        events.finished()
                .filter(event ->
                        event.getRequiredPayload(TestExecutionResult.class).getStatus() == Status.FAILED)
                .forEach(event -> failures.put(
                        event.getTestDescriptor().getDisplayName(),
                        event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .map(Throwable::toString)
                                .orElse("")));
        return failures;
    }
}
