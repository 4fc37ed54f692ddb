package io.aro.db.pooler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Leftovers;
import io.aro.db.fixture.Pooler;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.SilentProxy;
import io.aro.db.fixture.Webhook;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** The library behind a pooler in transaction mode, with the defaults of the URL. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class PoolerTest {

    private static final int SERVERS = 3;
    private static final int THREADS = 8;

    private final TestDatabase database;

    PoolerTest(TestDatabase database) {
        this.database = database;
    }

    @ParameterizedTest
    @EnumSource
    void losesNoAcknowledgedWebhookAndLeavesNothing(Pooler.Kind kind) throws Exception {
        int webhooks = kind == Pooler.Kind.PGBOUNCER ? 2000 : 400;
        try (Pooler pooler = kind.before(database, SERVERS)) {
            Crew.Results<List<Outcome<Webhook.Receipt>>> deliveries;
            try (AroDatabase db = AroDatabase.open(PatientConfig.of(pooler.config(database)));
                    Crew crew = Crew.of(THREADS)) {
                deliveries = crew.together(member -> IntStream.range(0, webhooks / THREADS)
                        .mapToObj(i -> Webhook.deliver(db, member * (webhooks / THREADS) + i))
                        .toList());
            }

            assertThat(deliveries.failures()).isEmpty();
            assertThat(deliveries.values().stream().flatMap(List::stream))
                    .hasSize(webhooks)
                    .hasOnlyElementsOfType(Executed.class);
            assertThat(Rows.number(database, "SELECT count(*) FROM idempotency_keys WHERE state = 'completed'"))
                    .isEqualTo(webhooks);
            assertThat(Rows.count(database, "customers")).isEqualTo(webhooks);
            assertThat(Rows.count(database, "appointments")).isEqualTo(webhooks);
            assertThat(Leftovers.on(pooler, database, SERVERS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingOfReadsLeasesAndMaintenance(Pooler.Kind kind) throws Exception {
        try (Pooler pooler = kind.before(database, SERVERS)) {
            try (AroDatabase db = AroDatabase.open(PatientConfig.of(pooler.config(database)))) {
                Customer ada = db.customers().create(NewCustomer.withPhone(Given.phone(1)));
                for (int i = 0; i < 10; i++) {
                    assertThat(db.customers().findById(ada.id())).contains(ada);
                    assertThat(db.<Long, RuntimeException>readOnly(
                                    tx -> tx.customers().count(DSL.noCondition())))
                            .isEqualTo(1);
                }
                Outcome<String> leased = db.idempotency()
                        .executeLeased(
                                Webhook.key(1),
                                "{}",
                                String.class,
                                lease -> lease.transactionalStep(
                                        "book",
                                        String.class,
                                        tx -> tx.customers().getById(ada.id()).phone()));
                assertThat(leased).isEqualTo(new Executed<>(ada.phone()));
                db.privacy().export(ada.id());
                db.idempotency().cleanup();
            }

            assertThat(Leftovers.on(pooler, database, SERVERS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void limitsEachStatementByTheDriver(Pooler.Kind kind) throws Exception {
        TimeLimits limits = PatientConfig.limits().withStatement(Duration.ofSeconds(1));
        PostgresConfig config;
        try (Pooler pooler = kind.before(database, SERVERS);
                Connection holder = database.dataSource().getConnection();
                Statement statement = holder.createStatement()) {
            config = pooler.config(database).withPoolSize(2).withTimeLimits(limits);
            try (AroDatabase db = AroDatabase.open(config)) {
                Customer ada = db.customers().create(NewCustomer.withPhone(Given.phone(1)));
                holder.setAutoCommit(false);
                statement.execute("SELECT id FROM customers FOR UPDATE");

                assertThatThrownBy(() -> db.customers().addTags(ada.id(), "vip"))
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageStartingWith("The statement was cancelled by a timeout");
                assertThatThrownBy(() -> db.session()
                                .<Integer>read(
                                        dsl -> dsl.select(DSL.function("pg_sleep", Object.class, DSL.inline(3600)))
                                                .fetch()
                                                .size()))
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageStartingWith("The statement was cancelled by a timeout");

                holder.rollback();
                assertThat(db.customers().findById(ada.id())).contains(ada);
            }
        }
    }

    /** The way leads to another host after the first is gone, as at a fail-over. */
    @Test
    @SuppressWarnings("try") // The first host is closed within the block, to be lost.
    void servesAPoolerFoundAfterAFailOver() throws Exception {
        try (SilentProxy direct = SilentProxy.before(database);
                Pooler pooler = Pooler.Kind.PROXY.before(database, SERVERS)) {
            String second = String.format(
                    Locale.ROOT,
                    "$1,%s:%s/",
                    pooler.address().getAddress().getHostAddress(),
                    pooler.address().getPort());
            String both = direct.config().url().replaceFirst("(//[^/]+)/", second);
            PostgresConfig config = PostgresConfig.of(both, database.user(), database.password());
            try (AroDatabase db =
                    AroDatabase.open(PatientConfig.of(config.withPoolSize(1).withMinimumIdle(0)))) {
                assertThat(prepareThreshold(db)).isPositive();

                direct.close();
                assertThatThrownBy(() -> db.customers().count(DSL.noCondition()))
                        .isInstanceOf(UnavailableException.class);

                assertThat(prepareThreshold(db)).isZero();
                for (int number = 1; number <= 20; number++) {
                    assertThat(Webhook.deliver(db, number)).isInstanceOf(Executed.class);
                }
            }

            assertThat(Rows.count(database, "customers")).isEqualTo(20);
            assertThat(Leftovers.on(pooler, database, SERVERS)).isEmpty();
        }
    }

    private static int prepareThreshold(AroDatabase db) {
        return db.session()
                .<Integer>read(dsl -> dsl.connectionResult((Connection connection) ->
                        connection.unwrap(PGConnection.class).getPrepareThreshold()));
    }
}
