package io.aro.db.locking;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.config.BusinessConfig;
import io.aro.db.config.BusinessConfigRepository;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.event.Actor;
import io.aro.db.event.EventRepository;
import io.aro.db.fixture.Effort;
import io.aro.db.hold.LegalHoldRepository;
import io.aro.db.privacy.PrivacyService;
import io.aro.db.reminder.ReminderLogRepository;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.WorkflowInstanceRepository;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each pair of writers, crossing at each statement; SQLite has a single writer at a time. */
@BothEngines(Engine.POSTGRES_18)
@Timeout(600)
class WriterPairsTest {

    private static final Pattern READS = Pattern.compile("find.*|get.*|may.*|can.*|has.*|count.*|exists|page|stream"
            + "|transitionsOf|requireFree|insertionOf|export|withConsentRetention|over");

    private static final List<Class<?>> DOORS = List.of(
            CustomerRepository.class,
            AppointmentRepository.class,
            ConsentRepository.class,
            ReminderLogRepository.class,
            WorkflowInstanceRepository.class,
            DeadLetterRepository.class,
            EventRepository.class,
            BusinessConfigRepository.class,
            LegalHoldRepository.class,
            PrivacyService.class);

    private final TestDatabase database;
    private final AroDatabase db;
    private int scenes;

    WriterPairsTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
    }

    @Test
    void knowsEveryWriter() {
        Set<String> known = Writers.all().stream()
                .map(writer -> writer.name().replaceFirst(" .*", ""))
                .collect(Collectors.toSet());

        List<String> doors = DOORS.stream()
                .flatMap(door -> Arrays.stream(door.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge())
                        .map(Method::getName)
                        .filter(name -> !READS.matcher(name).matches())
                        .map(name -> door.getSimpleName() + "." + name))
                .distinct()
                .toList();

        assertThat(known).containsAll(doors);
        assertThat(Writers.all().stream().map(Writer::name))
                .contains("ConsentRepository.append of a consent", "ConsentRepository.append of an opt-out");
    }

    /**
     * A writer with one statement on one row is left out: during the wait such a writer holds no lock.
     *
     * <p>Either writer of a deadlock may be the stopped writer; the soak tries both.
     */
    @Test
    void noTwoWritersWaitForEachOther() throws Exception {
        db.businessConfig().create(BusinessConfig.of("Clinic", "+15550000000", "a@example.org"), Actor.user("owner"));
        boolean isSoak = Effort.of(0, 1) == 1;
        List<String> refusals = new ArrayList<>();
        int crossings = 0;
        try (Crossing crossing = new Crossing(database)) {
            List<Stopped> writers = writers(crossing);
            for (int i = 0; i < writers.size(); i++) {
                Stopped one = writers.get(i);
                for (int stop : one.stops()) {
                    for (Stopped other : writers.subList(isSoak ? 0 : i, writers.size())) {
                        refusals.addAll(crossing.cross(one.writer(), stop, other.writer(), nextScene()));
                        crossings++;
                    }
                }
            }
        }

        assertThat(refusals).isEmpty();
        assertThat(crossings).isGreaterThan(300);
    }

    /** A writer and its possible stops. */
    private record Stopped(Writer writer, List<Integer> stops) {}

    /** Returns the writers with a possible stop, ordered by the number of stops: each costs a crossing. */
    private List<Stopped> writers(Crossing crossing) throws Exception {
        List<Stopped> writers = new ArrayList<>();
        for (Writer writer : Writers.all()) {
            Stopped stopped = new Stopped(writer, crossing.stopsOf(writer, nextScene()));
            if (!stopped.stops().isEmpty() || writer.name().endsWith("All")) {
                writers.add(stopped);
            }
        }
        writers.sort(Comparator.comparingInt(writer ->
                writer.stops().isEmpty() ? Integer.MAX_VALUE : writer.stops().size()));
        return writers;
    }

    private Scene nextScene() {
        scenes++;
        return Scene.set(db, scenes);
    }
}
