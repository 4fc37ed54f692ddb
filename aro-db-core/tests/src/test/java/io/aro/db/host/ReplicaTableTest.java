package io.aro.db.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.plan.PublicCalls;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.StatementCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The table of reads from a replica in docs/transactions.md, against every public method. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
class ReplicaTableTest {

    private static final int REPLICA = 2;

    private final StatementCounter onReplica = StatementCounter.create();
    private final AtomicInteger pools = new AtomicInteger();
    private final AroDatabase db;

    /** The primary stands in for its replica. Its second pool is that of the replica. */
    ReplicaTableTest(TestDatabase database) {
        PostgresConfig config = PostgresConfig.of(database.jdbcUrl(), database.user(), database.password());
        this.db = AroDatabase.open(
                config.withPoolSize(2).withReplica(database.jdbcUrl()).withDecorator(this::counted));
    }

    private DataSource counted(DataSource pool) {
        return pools.incrementAndGet() == REPLICA ? onReplica.over(pool) : pool;
    }

    @AfterEach
    void close() {
        db.close();
    }

    @TestFactory
    List<DynamicTest> everyMethodReadsWhereTheTableSays(@TempDir Path folder) throws IOException {
        Set<String> listed = TransactionTable.replicaReads();
        Map<String, List<Consumer<AroDatabase>>> calls = calls(folder);
        assertThat(calls.keySet()).containsAll(listed);
        return calls.entrySet().stream()
                .map(call -> dynamicTest(
                        call.getKey(),
                        () -> assertThat(readsReplica(call.getValue())).isEqualTo(listed.contains(call.getKey()))))
                .toList();
    }

    @Test
    void everyReadOutsideTheTableIsKnownToDecide() throws IOException {
        Set<String> deciding = new TreeSet<>();
        TransactionTable.kinds().forEach((method, kind) -> {
            if (kind.equals("read")) {
                deciding.add(method);
            }
        });
        deciding.removeAll(TransactionTable.replicaReads());

        assertThat(deciding)
                .containsExactlyInAnyOrder(
                        "BusinessConfigRepository.find",
                        "BusinessConfigRepository.get",
                        "BusinessConfigRepository.hasPlaintextSecrets",
                        "ConsentRepository.findByCustomerId",
                        "ConsentRepository.findByPhone",
                        "ConsentRepository.mayContact",
                        "DeliveryOrderRepository.find",
                        "IdempotencyService.getResponse",
                        "LegalHoldRepository.find",
                        "LegalHoldRepository.findAll",
                        "ReminderLogRepository.countSentTo",
                        "StoredKeyRepository.countExpired",
                        "StoredKeyRepository.find",
                        "StoredKeyRepository.findExhausted",
                        "StoredKeyRepository.findParked",
                        "StoredKeyRepository.findStuck",
                        "StoredKeyRepository.get",
                        "StoredKeyRepository.getReleasable",
                        "WorkflowInstanceRepository.findDue");
    }

    private static Map<String, List<Consumer<AroDatabase>>> calls(Path folder) {
        Map<String, List<Consumer<AroDatabase>>> calls = new LinkedHashMap<>();
        PublicCalls.all()
                .forEach(call -> calls.computeIfAbsent(
                                call.method().substring(0, call.method().indexOf('(')), method -> new ArrayList<>())
                        .add(call.action()));
        ServiceCalls.all(folder).forEach((method, call) -> calls.put(method, List.of(call)));
        return calls;
    }

    private boolean readsReplica(List<Consumer<AroDatabase>> calls) {
        return onReplica.counting(() -> calls.forEach(this::make)).count() > 0;
    }

    /** Makes a call; some find no row in the empty tables. */
    private void make(Consumer<AroDatabase> call) {
        try {
            call.accept(db);
        } catch (AroDatabaseException | NoSuchElementException e) {
            assertThat(e).isNotInstanceOf(UnavailableException.class);
        }
    }
}
