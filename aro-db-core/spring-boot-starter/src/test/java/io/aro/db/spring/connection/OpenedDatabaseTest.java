package io.aro.db.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.crypto.FieldCipher;
import io.aro.db.customer.NewCustomer;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyListener;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.KeyEvent;
import io.aro.db.idempotency.KeyEvent.Kind;
import io.aro.db.privacy.PrivacyService;
import io.aro.db.spring.Contexts;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.junit.jupiter.api.Test;
import org.springframework.core.Ordered;

/** The database of a service: its beans, and the service's own beans in their place. */
@BothEngines
class OpenedDatabaseTest {

    private static final String PHONE = "+12025550101";

    private final TestDatabase database;

    OpenedDatabaseTest(@Unmigrated TestDatabase database) {
        this.database = database;
    }

    @Test
    void isMigratedAndReadyWithOnePropertyOfThePool() {
        Contexts.on(database).run(context -> {
            AroDatabase db = context.getBean(AroDatabase.class);

            db.customers().upsertByPhone(NewCustomer.withPhone(PHONE));

            assertThat(db.customers().findByPhone(PHONE)).isPresent();
            assertThat(context)
                    .hasSingleBean(HostConfig.class)
                    .hasSingleBean(InstantSource.class)
                    .hasSingleBean(IdempotencyPolicies.class)
                    .hasSingleBean(IdempotencyService.class)
                    .hasSingleBean(PrivacyService.class)
                    .doesNotHaveBean(FieldCipher.class);
            assertThat(context.getBean(HostConfig.class).transactions()).isInstanceOf(SpringTransactions.class);
        });
    }

    @Test
    void isAbsentIfTurnedOff() {
        Contexts.on(database)
                .withPropertyValues("aro.db.enabled=false", "aro.db.sqlite.file=ignored/because/it/is/off.db")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(AroDatabase.class)
                        .doesNotHaveBean(HostConfig.class)
                        .doesNotHaveBean("aroSchemaInitializer"));
    }

    @Test
    void yieldsToADatabaseOfTheService() {
        try (AroDatabase own = AroDatabase.inMemory()) {
            Contexts.on(database).withBean("own", AroDatabase.class, () -> own).run(context -> {
                assertThat(context.getBean(AroDatabase.class)).isSameAs(own);
                assertThat(context.getBeanFactory().getBeanDefinition("own").getDependsOn())
                        .contains("aroSchemaInitializer");
            });
        }
    }

    @Test
    void opensOverAPoolChosenByTheService() {
        Contexts.runner()
                .withPropertyValues("spring.datasource.url=jdbc:sqlite::memory:")
                .withBean(AroDbPool.class, () -> new AroDbPool(database.dataSource(), dialect(), null))
                .run(context -> {
                    context.getBean(AroDatabase.class).customers().upsertByPhone(NewCustomer.withPhone(PHONE));

                    assertThat(database.open().customers().findByPhone(PHONE)).isPresent();
                });
    }

    @Test
    void customizesAConfigurationOfTheService() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z"));
        List<String> order = new ArrayList<>();

        Contexts.on(database)
                .withBean(HostConfig.class, () -> HostConfig.of(dialect()))
                .withBean("last", AroDbCustomizer.class, () -> new InOrder(2, order, clock))
                .withBean("first", AroDbCustomizer.class, () -> new InOrder(1, order, InstantSource.system()))
                .run(context -> {
                    AroDatabase db = context.getBean(AroDatabase.class);

                    assertThat(order).containsExactly("1", "2");
                    assertThat(db.customers()
                                    .upsertByPhone(NewCustomer.withPhone(PHONE))
                                    .createdAt())
                            .isEqualTo(clock.instant());
                });
    }

    @Test
    void takesTheClockTheLimitsAndTheCipherOfTheService() {
        Clock clock = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
        TimeLimits limits = TimeLimits.defaults().withRequest(Duration.ofSeconds(1));

        Contexts.on(database)
                .withBean(Clock.class, () -> clock)
                .withBean(TimeLimits.class, () -> limits)
                .withBean(FieldCipher.class, FieldCipher::plaintext)
                .run(context -> {
                    HostConfig config = context.getBean(HostConfig.class);

                    assertThat(config.clock()).isSameAs(clock);
                    assertThat(config.timeLimits()).isSameAs(limits);
                    assertThat(config.cipher()).isSameAs(FieldCipher.plaintext());
                });
    }

    @Test
    void yieldsToServicesAndPoliciesOfTheService() {
        IdempotencyPolicies policies = IdempotencyPolicies.defaults()
                .withFallback(IdempotencyPolicies.defaults().policy("twilio"));
        try (AroDatabase other = AroDatabase.inMemory()) {
            Contexts.on(database)
                    .withBean(IdempotencyPolicies.class, () -> policies)
                    .withBean(IdempotencyService.class, other::idempotency)
                    .withBean(PrivacyService.class, other::privacy)
                    .run(context -> {
                        assertThat(context.getBean(IdempotencyPolicies.class)).isSameAs(policies);
                        assertThat(context).hasSingleBean(IdempotencyService.class);
                        assertThat(context).hasSingleBean(PrivacyService.class);
                    });
        }
    }

    @Test
    void informsEachListenerEvenIfItNeedsTheDatabase() {
        Contexts.on(database).withBean(Recorder.class).run(context -> {
            Recorder recorder = context.getBean(Recorder.class);

            context.getBean(IdempotencyService.class)
                    .execute(IdempotencyKey.of("calendly", "evt-1"), "{}", String.class, tx -> "done");

            assertThat(recorder.kinds).containsExactly(Kind.ACQUIRED, Kind.COMPLETED);
        });
    }

    @Test
    void passesStatementsToListenersOfTheService() {
        Counting shared = new Counting();
        List<Counting> made = new CopyOnWriteArrayList<>();

        Contexts.on(database)
                .withBean("shared", ExecuteListenerProvider.class, () -> new DefaultExecuteListenerProvider(shared))
                .withBean("each", ExecuteListenerProvider.class, () -> () -> {
                    Counting one = new Counting();
                    made.add(one);
                    return one;
                })
                .run(context -> {
                    int before = shared.starts;
                    made.clear();

                    context.getBean(AroDatabase.class).customers().findByPhone(PHONE);

                    assertThat(shared.starts - before).isEqualTo(1);
                    assertThat(made).hasSize(1).allMatch(one -> one.starts == 1 && one.ends == 1);
                });
    }

    private SQLDialect dialect() {
        return database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
    }

    private record InOrder(int place, List<String> called, InstantSource clock) implements AroDbCustomizer, Ordered {

        @Override
        public HostConfig customize(HostConfig config) {
            called.add(String.valueOf(place));
            return config.withClock(clock);
        }

        @Override
        public int getOrder() {
            return place;
        }
    }

    static final class Recorder implements IdempotencyListener {

        private final List<Kind> kinds = new CopyOnWriteArrayList<>();

        Recorder(AroDatabase db) {
            assertThat(db).isNotNull();
        }

        @Override
        public void on(KeyEvent event) {
            kinds.add(event.kind());
        }
    }

    private static final class Counting implements ExecuteListener {

        private static final long serialVersionUID = 1L;

        private int starts;
        private int ends;

        @Override
        public void start(ExecuteContext statement) {
            starts++;
        }

        @Override
        public void end(ExecuteContext statement) {
            ends++;
        }
    }
}
