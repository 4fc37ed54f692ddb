package io.aro.db.plan;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.config.BusinessConfigRepository;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.event.EventRepository;
import io.aro.db.fixture.LargeTables;
import io.aro.db.hold.LegalHoldRepository;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.StoredKeyRepository;
import io.aro.db.ordering.DeliveryOrderRepository;
import io.aro.db.plan.Call.Way;
import io.aro.db.reminder.ReminderLogRepository;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.plan.Plan;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.WorkflowInstanceRepository;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The plans of every statement of every public method on both engines, with a hundred thousand rows in each table. An
 * index serves each statement, reads and guarded writes, by the planner's own choice.
 *
 * <p>SQLite is also tested before its first ANALYZE, since no installation must gather statistics.
 */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
class QueryPlanTest {

    static final List<Class<?>> TYPES = List.of(
            CustomerRepository.class,
            AppointmentRepository.class,
            ReminderLogRepository.class,
            ConsentRepository.class,
            EventRepository.class,
            BusinessConfigRepository.class,
            WorkflowInstanceRepository.class,
            DeadLetterRepository.class,
            IdempotencyService.class,
            StoredKeyRepository.class,
            DeliveryOrderRepository.class,
            LegalHoldRepository.class);

    /** A seek by the source of a delivery alone. One source may have all the keys. */
    private static final Pattern SEEKS_A_SOURCE =
            Pattern.compile("^(?!.*\\b(key|subject|name)\\b).*(\\(|AND )\\(?source ?=");

    private static final String CALLERS_CHOICE = "the caller's condition decides about the index";
    private static final String ONE_ROW = "reads the only row of the table without an index";
    private static final String FEW = "reads all rows, which are few";
    private static final String SENDS_NOTHING = "sends no statement";

    /** Methods without a required index, with the reason; methods of {@code Repository} count for every repository. */
    static final Map<String, String> NOT_SERVED = Map.ofEntries(
            entry("Repository.findAll(Condition)", CALLERS_CHOICE),
            entry("Repository.count(Condition)", CALLERS_CHOICE),
            entry("Repository.exists(Condition)", CALLERS_CHOICE),
            entry("BusinessConfigRepository.find()", ONE_ROW),
            entry("BusinessConfigRepository.get()", ONE_ROW),
            entry("BusinessConfigRepository.hasPlaintextSecrets()", ONE_ROW),
            entry("BusinessConfigRepository.create(BusinessConfig, Actor)", ONE_ROW),
            entry("BusinessConfigRepository.update(int, BusinessConfig, Actor)", ONE_ROW),
            entry("BusinessConfigRepository.update(UnaryOperator, Actor)", ONE_ROW),
            entry("BusinessConfigRepository.reseal(Actor)", ONE_ROW),
            entry("AppointmentRepository.canTransition(AppointmentStatus, AppointmentStatus)", SENDS_NOTHING),
            entry("EventRepository.insertionOf(NewEvent)", SENDS_NOTHING),
            entry("IdempotencyService.withPolicies(IdempotencyPolicies)", SENDS_NOTHING),
            entry("IdempotencyService.withListener(IdempotencyListener)", SENDS_NOTHING),
            entry("IdempotencyService.withMaxWait(Duration)", SENDS_NOTHING),
            entry("IdempotencyService.withJoining(boolean)", SENDS_NOTHING),
            entry("IdempotencyService.keys()", SENDS_NOTHING),
            entry("DeliveryOrderRepository.withScope(String)", SENDS_NOTHING),
            entry("LegalHoldRepository.findAll()", FEW));

    private final TestDatabase database;

    QueryPlanTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void everyPublicMethodIsAskedAboutOrListed() {
        Set<String> known = new TreeSet<>(NOT_SERVED.keySet());
        PublicCalls.all().forEach(call -> known.add(call.method()));
        Set<String> methods = TYPES.stream()
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
                        .map(method -> signature(type, method)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(methods)
                .filteredOn(method -> !known.contains(method))
                .as("no call of this method: add one to its class of calls, such as CustomerCalls")
                .isEmpty();
        assertThat(known)
                .filteredOn(method -> !methods.contains(method))
                .as("a call or exception without a public method")
                .isEmpty();
    }

    private static String signature(Class<?> type, Method method) {
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        String inherited = "Repository." + method.getName() + parameters;
        return NOT_SERVED.containsKey(inherited)
                ? inherited
                : type.getSimpleName() + "." + method.getName() + parameters;
    }

    @TestFactory
    List<DynamicNode> everyStatementIsServedByAnIndex() throws SQLException {
        LargeTables.fill(database);
        if (database.engine().isPostgres()) {
            LargeTables.analyze(database);
            Map<Call, List<String>> sentToServer = sent();
            return List.of(
                    dynamicContainer("with statistics", tests(plans(sentToServer))),
                    // SQLite has one writer, so the rule does not matter there.
                    dynamicTest(
                            "no write derives from a read without a lock or a guard",
                            () -> assertThat(DerivedWrites.in(sentToServer))
                                    .isEqualTo(DerivedWrites.GUARDED.keySet())));
        }
        Map<Call, List<String>> sent = sent();
        DynamicNode before = dynamicContainer("without statistics", tests(plans(sent)));
        LargeTables.analyze(database);
        return List.of(before, dynamicContainer("with statistics", tests(plans(sent))));
    }

    private Map<Call, List<String>> sent() {
        Map<Call, List<String>> sent = new LinkedHashMap<>();
        PublicCalls.all().forEach(call -> sent.put(call, SentStatements.of(call, database)));
        return sent;
    }

    private Map<Call, List<Plan>> plans(Map<Call, List<String>> sent) throws SQLException {
        Map<Call, List<Plan>> plans = new LinkedHashMap<>();
        for (Map.Entry<Call, List<String>> each : sent.entrySet()) {
            List<Plan> asked = new ArrayList<>();
            for (String sql : each.getValue()) {
                asked.add(database.plan(sql));
            }
            plans.put(each.getKey(), asked);
        }
        return plans;
    }

    private static Stream<DynamicNode> tests(Map<Call, List<Plan>> plans) {
        return plans.entrySet().stream()
                .map(each -> dynamicTest(each.getKey().method(), () -> assertServed(each.getKey(), each.getValue())));
    }

    private static void assertServed(Call call, List<Plan> plans) {
        assertThat(plans).isNotEmpty();
        assertThat(plans)
                .allSatisfy(plan -> assertThat(plan.wholeReads()).as("%s", plan).isEmpty());
        assertThat(plans)
                .allSatisfy(plan -> assertThat(plan.steps())
                        .as("%s", plan)
                        .noneMatch(step -> SEEKS_A_SOURCE.matcher(step).find()));
        if (!call.index().isEmpty()) {
            assertThat(plans).anyMatch(plan -> plan.uses(call.index()));
        }
        if (call.way() != Way.FOUND) {
            assertThat(plans).allMatch(plan -> plan.uses(call.index()) && !plan.sorts());
        }
        if (call.way() == Way.SOUGHT) {
            assertThat(plans.getLast()).matches(plan -> plan.seeks(call.index()));
        }
    }
}
