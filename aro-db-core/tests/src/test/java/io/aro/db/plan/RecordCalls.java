package io.aro.db.plan;

import static io.aro.db.fixture.LargeTables.id;
import static io.aro.db.plan.Call.finds;
import static io.aro.db.plan.Call.walks;
import static io.aro.db.plan.Call.writes;

import io.aro.db.event.Actor;
import io.aro.db.event.EventQuery;
import io.aro.db.event.EventRepository;
import io.aro.db.event.NewEvent;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.NewDeadLetter;
import io.aro.db.workflow.NewWorkflow;
import io.aro.db.workflow.WorkflowInstanceRepository;
import io.aro.db.workflow.WorkflowState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The calls of the audit log, the workflows and the dead letters. */
final class RecordCalls {

    private static final String EVENTS = EventRepository.class.getSimpleName();
    private static final String WORKFLOWS = WorkflowInstanceRepository.class.getSimpleName();
    private static final String LETTERS = DeadLetterRepository.class.getSimpleName();
    private static final String WORKFLOW_KEY = "(pk_workflow_instances|sqlite_autoindex_workflow_instances_1)";
    private static final String LETTER_KEY = "(pk_dead_letters|sqlite_autoindex_dead_letters_1)";
    private static final String BY_ENTITY = "(idx_event_entity|events_default_entity_id_entity_type_timestamp_id_idx)";
    private static final String BY_TIME = "(idx_event_timestamp|events_default_timestamp_id_idx)";

    /** An entity with two hundred rows in each table. */
    private static final UUID VISIT = id(31);

    private static final Instant MIDDLE = Instant.parse("2025-01-01T00:00:00Z");

    private RecordCalls() {}

    static Stream<Call> all() {
        return Stream.of(pages(), events(), workflows(), letters()).flatMap(List::stream);
    }

    /** Returns each kind of read: from either end, from the middle, in a window. */
    private static List<Call> pages() {
        Map<EventQuery, String> indexes = Map.of(
                EventQuery.ofEntity("visit", VISIT),
                BY_ENTITY,
                EventQuery.ofType("visit.noted7"),
                "(idx_event_type|events_default_type_timestamp_id_idx)",
                EventQuery.byActor(Actor.system("job-7")),
                byActor(),
                EventQuery.byActor(new Actor(Actor.Kind.SYSTEM, null)),
                byActor(),
                EventQuery.all(),
                BY_TIME);
        List<Call> calls = new ArrayList<>();
        indexes.forEach((query, index) -> {
            EventQuery page = query.withLimit(10);
            EventQuery window = page.withFrom(Instant.parse("2024-02-01T00:00:00Z"))
                    .withUntil(Instant.parse("2025-12-01T00:00:00Z"));
            for (EventQuery each : List.of(page, window)) {
                Stream.of(
                                each,
                                each.withAfter(MIDDLE, VISIT),
                                each.withNewestFirst(),
                                each.withNewestFirst().withAfter(MIDDLE, VISIT))
                        .forEach(asked -> calls.add(walks(
                                EVENTS + ".find(EventQuery)",
                                index,
                                db -> db.events().find(asked))));
            }
        });
        return calls;
    }

    private static String byActor() {
        return "(idx_event_actor|events_default_actor_actor_id_timestamp_id_idx)";
    }

    private static List<Call> events() {
        Actor desk = Actor.user("desk");
        return List.of(
                finds(
                        EVENTS + ".append(NewEvent)",
                        "(pk_customers|sqlite_autoindex_customers_1)",
                        db -> db.events().append(NewEvent.of("customer.updated", "customer", id(7), desk))),
                finds(
                        EVENTS + ".append(NewEvent)",
                        "(pk_consents|sqlite_autoindex_consents_1)",
                        db -> db.events().append(NewEvent.of("consent.noted", "consent", id(7), desk))),
                writes(
                        EVENTS + ".appendAll(Stream)",
                        db -> db.events().appendAll(Stream.of(NewEvent.of("visit.noted", "visit", VISIT, desk)))),
                walks(
                        EVENTS + ".findByEntity(String, UUID, int)",
                        BY_ENTITY,
                        db -> db.events().findByEntity("visit", VISIT, 10)),
                walks(EVENTS + ".findLatest(int)", BY_TIME, db -> db.events().findLatest(10)));
    }

    private static List<Call> workflows() {
        Map<String, String> error = Map.of("message", "timeout");
        return List.of(
                writes(WORKFLOWS + ".create(NewWorkflow)", db -> db.workflows().create(NewWorkflow.named("nothing"))),
                walks(
                        WORKFLOWS + ".findByAppointment(UUID, int)",
                        "idx_workflow_appointment",
                        db -> db.workflows().findByAppointment(VISIT, 10)),
                walks(
                        WORKFLOWS + ".findByState(WorkflowState, int)",
                        "idx_workflow_state",
                        db -> db.workflows().findByState(WorkflowState.WAITING, 10)),
                walks(
                        WORKFLOWS + ".findActive(int)",
                        "idx_workflow_active",
                        db -> db.workflows().findActive(10)),
                walks(
                        WORKFLOWS + ".findDue(int)",
                        "idx_workflow_due",
                        db -> db.workflows().findDue(10)),
                finds(
                        WORKFLOWS + ".markRunning(UUID)",
                        WORKFLOW_KEY,
                        db -> db.workflows().markRunning(id(50))),
                finds(
                        WORKFLOWS + ".waitUntil(UUID, Instant)",
                        WORKFLOW_KEY,
                        db -> db.workflows().waitUntil(id(100), MIDDLE)),
                finds(
                        WORKFLOWS + ".saveStateData(UUID, Object)",
                        WORKFLOW_KEY,
                        db -> db.workflows().saveStateData(id(100), Map.of("step", 2))),
                finds(
                        WORKFLOWS + ".retryLater(UUID, Instant, Object)",
                        WORKFLOW_KEY,
                        db -> db.workflows().retryLater(id(100), MIDDLE, error)),
                finds(
                        WORKFLOWS + ".complete(UUID)",
                        WORKFLOW_KEY,
                        db -> db.workflows().complete(id(150))),
                finds(
                        WORKFLOWS + ".cancel(UUID)",
                        WORKFLOW_KEY,
                        db -> db.workflows().cancel(id(200))),
                finds(
                        WORKFLOWS + ".fail(UUID, Object)",
                        WORKFLOW_KEY,
                        db -> db.workflows().fail(id(250), error)));
    }

    private static List<Call> letters() {
        return List.of(
                writes(
                        LETTERS + ".create(NewDeadLetter)",
                        db -> db.deadLetters().create(NewDeadLetter.ofSkill("send_sms"))),
                walks(
                        LETTERS + ".findUnarchived(int)",
                        "idx_dead_letters_archived",
                        db -> db.deadLetters().findUnarchived(10)),
                walks(
                        LETTERS + ".findLatest(int)",
                        "idx_dead_letters_created",
                        db -> db.deadLetters().findLatest(10)),
                walks(
                        LETTERS + ".findByWorkflow(UUID, int)",
                        "idx_dead_letters_workflow",
                        db -> db.deadLetters().findByWorkflow(VISIT, 10)),
                finds(
                        LETTERS + ".recordAttempt(UUID, Object)",
                        LETTER_KEY,
                        db -> db.deadLetters().recordAttempt(id(50), Map.of("message", "timeout"))),
                finds(
                        LETTERS + ".archive(UUID)",
                        LETTER_KEY,
                        db -> db.deadLetters().archive(id(50))),
                finds(
                        LETTERS + ".unarchive(UUID)",
                        LETTER_KEY,
                        db -> db.deadLetters().unarchive(id(50))));
    }
}
