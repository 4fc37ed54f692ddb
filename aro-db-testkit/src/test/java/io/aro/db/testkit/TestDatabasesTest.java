package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(Lifecycle.PER_CLASS)
class TestDatabasesTest {

    private static final int AT_ONCE = 16;

    private final TestDatabases databases = TestDatabases.create();

    @AfterAll
    void closesTheDatabases() {
        databases.close();
    }

    @Test
    void refuseTwoOpenDatabasesOfOneName() {
        DatabaseSpec archive = DatabaseSpec.of(Engine.SQLITE).named("archive");
        try (TestDatabase first = databases.create(archive)) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> databases.create(archive))
                    .withMessage("A test database with the name archive is open already; close it, use it, or choose"
                            + " another name.");
            assertThat(first.engine()).isEqualTo(Engine.SQLITE);
        }

        try (TestDatabase again = databases.create(archive)) {
            assertThat(again.version()).startsWith("SQLite 3.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepDatabasesOfEveryStorageApart(SqliteStorage storage) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                String phone = "+155501" + (10 + i);
                counts.add(threads.submit(() -> {
                    try (TestDatabase database =
                            databases.create(DatabaseSpec.of(Engine.SQLITE).in(storage))) {
                        AroDatabase db = database.open();
                        db.customers().create(NewCustomer.withPhone(phone));
                        return db.customers().count(DSL.noCondition());
                    }
                }));
            }

            for (Future<Long> count : counts) {
                assertThat(count.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
    void makeTheSameIdsInEveryRun(Engine engine) {
        List<Customer> made = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (TestDatabase database = databases.migrated(engine)) {
                made.add(database.open().customers().create(NewCustomer.withPhone("+15550100")));
            }
        }

        assertThat(made.getLast()).isEqualTo(made.getFirst());
    }

    @Test
    void makeOtherIdsInEachOfSeveralOpenings() {
        try (TestDatabase database = databases.migrated(Engine.SQLITE)) {
            Customer first = database.open().customers().create(NewCustomer.withPhone("+15550100"));
            Customer second = database.open().customers().create(NewCustomer.withPhone("+15550101"));

            assertThat(second.id()).isNotEqualTo(first.id());
        }
    }

    @Test
    void areThereWithoutAnyRunOnSqlite() {
        try (TestDatabase sqlite = TestDatabase.sqlite()) {
            assertThat(sqlite.open().customers().findByPhone("+15550100")).isEmpty();
        }
    }

    @BothEngines(Engine.POSTGRES_18)
    void areThereWithoutAnyRunOnPostgres() {
        try (TestDatabase postgres = TestDatabase.postgres()) {
            assertThat(postgres.open().customers().findByPhone("+15550100")).isEmpty();
            assertThat(postgres.engine()).isEqualTo(Engine.POSTGRES_18);
        }
    }
}
