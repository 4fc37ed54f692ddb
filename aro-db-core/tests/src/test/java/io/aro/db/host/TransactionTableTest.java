package io.aro.db.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_NESTED;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_NOT_SUPPORTED;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRED;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRES_NEW;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.config.BusinessConfigRepository;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.event.EventRepository;
import io.aro.db.fixture.Rows;
import io.aro.db.hold.LegalHoldRepository;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.StoredKeyRepository;
import io.aro.db.ordering.DeliveryOrderRepository;
import io.aro.db.plan.PublicCalls;
import io.aro.db.privacy.PrivacyService;
import io.aro.db.reminder.ReminderLogRepository;
import io.aro.db.retention.ArchivedSegmentRepository;
import io.aro.db.retention.RetentionService;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.StatementCounter;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.WorkflowInstanceRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.NestedTransactionNotSupportedException;

/** The tables of docs/transactions.md: each public method in each state, and each kind of call under each provider. */
@BothEngines
class TransactionTableTest {

    private static final List<Class<?>> TYPES = List.of(
            AroDatabase.class,
            CustomerRepository.class,
            AppointmentRepository.class,
            ReminderLogRepository.class,
            ConsentRepository.class,
            EventRepository.class,
            BusinessConfigRepository.class,
            WorkflowInstanceRepository.class,
            DeadLetterRepository.class,
            DeliveryOrderRepository.class,
            LegalHoldRepository.class,
            IdempotencyService.class,
            StoredKeyRepository.class,
            RetentionService.class,
            ArchivedSegmentRepository.class,
            PrivacyService.class);

    private static final Set<String> ONLY_SQLITE = Set.of("AroDatabase.backUp", "PrivacyService.scrub");

    private final TestDatabase database;
    private final StatementCounter counter = StatementCounter.create();
    private final DataSource pool;
    private final AtomicInteger numbers = new AtomicInteger();

    TransactionTableTest(TestDatabase database) {
        this.database = database;
        this.pool = counter.over(database.dataSource());
    }

    @Test
    void everyPublicMethodIsInTheTable() throws Exception {
        TreeSet<String> methods = TYPES.stream()
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
                        .map(method -> type.getSimpleName() + "." + method.getName()))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> listed = TransactionTable.kinds().keySet();
        assertThat(methods)
                .filteredOn(method -> !listed.contains(method))
                .as("not in docs/transactions.md: add each to the row of its type and kind")
                .isEmpty();
        assertThat(listed)
                .filteredOn(method -> !methods.contains(method))
                .as("in docs/transactions.md, but no public method")
                .isEmpty();
    }

    @TestFactory
    List<DynamicTest> everyMethodDoesWhatItsKindDoes(@TempDir Path folder) throws Exception {
        Map<String, String> kinds = TransactionTable.kinds();
        TransactionTable table = TransactionTable.of("Kind of call");
        Map<String, List<Consumer<AroDatabase>>> calls = calls(folder);
        assertThat(calls.keySet())
                .isEqualTo(kinds.entrySet().stream()
                        .filter(method -> !method.getValue().equals("none"))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
        Application jooq = Application.onJooq(pool, database);
        Application spring = Application.onSpringJdbc(pool, database, PROPAGATION_REQUIRED);
        Map<String, List<String>> before = Rows.dump(database);
        List<DynamicTest> tests = new ArrayList<>();
        calls.forEach((method, actions) -> tests.add(dynamicTest(method, () -> {
            String kind = kinds.getOrDefault(method, "");
            for (Consumer<AroDatabase> action : actions) {
                for (Application application : List.of(jooq, spring)) {
                    assertThat(own(application, action)).is(Sight.said(table.cell(kind, "Ours")));
                    assertThat(inside(application, false, action))
                            .is(Sight.said(table.cell(kind, "The application's")));
                }
                assertThat(inside(spring, true, action))
                        .is(Sight.said(table.cell(kind, "The application's, read-only")));
            }
        })));
        tests.add(dynamicTest(
                "nothing is kept", () -> assertThat(Rows.dump(database)).isEqualTo(before)));
        calls.forEach((method, actions) -> {
            String said = table.cell(kinds.getOrDefault(method, ""), "No transaction");
            String here = ONLY_SQLITE.contains(method) && database.engine().isPostgres() ? "refused" : said;
            tests.add(dynamicTest(
                    method + " outside",
                    () -> actions.forEach(
                            action -> assertThat(look(spring.db(), action)).is(Sight.said(here)))));
        });
        return tests;
    }

    private Map<String, List<Consumer<AroDatabase>>> calls(Path folder) {
        Map<String, List<Consumer<AroDatabase>>> calls = new LinkedHashMap<>();
        PublicCalls.all()
                .forEach(call -> calls.computeIfAbsent(
                                call.method().substring(0, call.method().indexOf('(')), method -> new ArrayList<>())
                        .add(call.action()));
        ServiceCalls.all(folder).forEach((method, action) -> calls.put(method, List.of(action)));
        return calls;
    }

    @TestFactory
    Stream<DynamicTest> eachKindDoesWhatItsProviderAllows() throws Exception {
        TransactionTable table = TransactionTable.of("Provider");
        Map<String, Supplier<Application>> providers = providers();
        assertThat(table.rows()).isEqualTo(providers.keySet());
        return providers.entrySet().stream()
                .map(provider -> dynamicTest(provider.getKey(), () -> {
                    try (Application application = provider.getValue().get()) {
                        table.row(provider.getKey())
                                .forEach((kind, said) -> assertThat(inside(
                                                application, false, HostCalls.ofKind(kind, numbers.incrementAndGet())))
                                        .as(kind)
                                        .is(Sight.said(said)));
                    }
                }));
    }

    private Map<String, Supplier<Application>> providers() {
        Map<String, Supplier<Application>> all = new LinkedHashMap<>();
        all.put("jOOQ, default provider", () -> Application.onJooq(pool, database));
        all.put("jOOQ, thread-bound provider", () -> Application.onThreadBoundJooq(pool, database));
        all.put("jOOQ, asynchronous", () -> Application.onAsynchronousJooq(pool, database));
        all.put("JDBC, no provider", () -> Application.onPlainJdbc(pool, database));
        Map.of(
                        "REQUIRED", PROPAGATION_REQUIRED,
                        "REQUIRES_NEW", PROPAGATION_REQUIRES_NEW,
                        "NESTED", PROPAGATION_NESTED,
                        "NOT_SUPPORTED", PROPAGATION_NOT_SUPPORTED)
                .forEach((name, propagation) -> {
                    all.put("Spring JDBC, " + name, () -> Application.onSpringJdbc(pool, database, propagation));
                    if (propagation != PROPAGATION_NESTED) {
                        all.put("Spring JPA, " + name, () -> Application.onSpringJpa(pool, database, propagation));
                    }
                });
        return all;
    }

    @Test
    void springItselfRefusesToNestUnderJpa() {
        try (Application application = Application.onSpringJpa(pool, database, PROPAGATION_NESTED)) {
            assertThatThrownBy(() -> application.inTransaction(inside -> numbers.incrementAndGet()))
                    .isInstanceOf(NestedTransactionNotSupportedException.class);
        }
        assertThat(numbers).hasValue(0);
    }

    private Sight own(Application application, Consumer<AroDatabase> action) {
        return undone(work -> application.db().useTransaction(tx -> work.accept(application.db())), action);
    }

    private Sight inside(Application application, boolean readOnly, Consumer<AroDatabase> action) {
        return undone(work -> application.transactions().run(readOnly, work), action);
    }

    /** Makes a call in a transaction and rolls the transaction back in any case. */
    private Sight undone(Consumer<Consumer<AroDatabase>> transaction, Consumer<AroDatabase> action) {
        List<Sight> seen = new ArrayList<>();
        try {
            transaction.accept(db -> {
                seen.add(look(db, action));
                throw new UndoException();
            });
        } catch (RuntimeException e) {
            assertThat(e)
                    .satisfiesAnyOf(
                            undone -> assertThat(undone).isInstanceOf(UndoException.class),
                            undone -> assertThat(undone).hasRootCauseInstanceOf(UndoException.class));
        }
        return seen.getFirst();
    }

    private Sight look(AroDatabase db, Consumer<AroDatabase> action) {
        return Sight.of(counter, () -> action.accept(db));
    }

    private static final class UndoException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
