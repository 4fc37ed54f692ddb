package io.aro.db.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.spring.Contexts;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls inside a transaction of Spring, with the managers of JDBC and JPA, and Boot's translator of jOOQ's exceptions. */
@BothEngines
class JoinedTransactionsTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("calendly", "evt-1");
    private static final String PHONE = "+12025550101";

    /** The managers of a service. */
    enum Managed {
        JDBC,
        JPA
    }

    private final TestDatabase database;
    private final AtomicInteger runs = new AtomicInteger();

    JoinedTransactionsTest(TestDatabase database) {
        this.database = database;
    }

    private void with(Managed managed, Consumer<Service> test, String... properties) {
        ApplicationContextRunner runner = Contexts.on(database)
                .withPropertyValues(properties)
                .withConfiguration(
                        AutoConfigurations.of(JooqAutoConfiguration.class, JdbcClientAutoConfiguration.class));
        if (managed == Managed.JPA) {
            // The service has no entities, so Hibernate sends no statement of any dialect.
            runner = runner.withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
                    .withPropertyValues(
                            "spring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect",
                            "spring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false");
        }
        runner.run(context -> {
            PlatformTransactionManager manager = context.getBean(PlatformTransactionManager.class);
            assertThat(manager)
                    .isInstanceOf(managed == Managed.JPA ? JpaTransactionManager.class : JdbcTransactionManager.class);
            TransactionTemplate readOnly = new TransactionTemplate(manager);
            readOnly.setReadOnly(true);
            test.accept(new Service(
                    context.getBean(AroDatabase.class),
                    context.getBean(IdempotencyService.class),
                    new TransactionTemplate(manager),
                    readOnly,
                    context.getBean(JdbcClient.class)));
        });
    }

    private record Service(
            AroDatabase db,
            IdempotencyService requests,
            TransactionTemplate transaction,
            TransactionTemplate readOnly,
            JdbcClient jdbc) {

        boolean hasCustomer() {
            return db.customers().findByPhone(PHONE).isPresent();
        }

        void addCustomer() {
            db.customers().upsertByPhone(NewCustomer.withPhone(PHONE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void joinsWithRepositoriesAndBlocks(Managed managed) {
        with(managed, service -> {
            assertThatThrownBy(() -> service.transaction().executeWithoutResult(status -> {
                        service.addCustomer();
                        service.db()
                                .useTransaction(tx -> tx.customers()
                                        .addTags(
                                                tx.customers()
                                                        .findByPhone(PHONE)
                                                        .orElseThrow()
                                                        .id(),
                                                "vip"));
                        assertThat(service.jdbc()
                                        .sql("SELECT count(*) FROM customers")
                                        .query(Integer.class)
                                        .single())
                                .isEqualTo(1);
                        throw new IllegalStateException("the service changes its mind");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(service.hasCustomer()).isFalse();

            service.transaction().executeWithoutResult(status -> service.addCustomer());

            assertThat(service.hasCustomer()).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void refusesAWriteUnderReadOnlyAndNamesIt(Managed managed) {
        with(
                managed,
                service -> service.readOnly().executeWithoutResult(status -> {
                    assertThat(service.hasCustomer()).isFalse();

                    assertThatThrownBy(service::addCustomer)
                            .isInstanceOf(TransactionMisuseException.class)
                            .hasMessageContaining("readOnly = true");
                }));
    }

    @ParameterizedTest
    @EnumSource
    void refusesCallsThatNeedATransactionOfTheirOwn(Managed managed) {
        with(managed, service -> {
            service.transaction().executeWithoutResult(status -> {
                assertThatThrownBy(() -> service.db().readOnly(tx -> 1)).isInstanceOf(TransactionMisuseException.class);
                assertThatThrownBy(() -> service.requests().execute(KEY, "{}", String.class, tx -> run()))
                        .isInstanceOf(TransactionMisuseException.class)
                        .hasMessageContaining("withJoining(true)");
                assertThatThrownBy(() -> service.requests().executeLeased(KEY, "{}", String.class, lease -> run()))
                        .isInstanceOf(TransactionMisuseException.class);
                assertThatThrownBy(() -> service.requests().cleanup()).isInstanceOf(TransactionMisuseException.class);
                service.addCustomer();
            });

            assertThat(runs).hasValue(0);
            assertThat(service.hasCustomer()).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void executesInTheTransactionIfSetToJoin(Managed managed) {
        with(
                managed,
                service -> {
                    assertThatThrownBy(() -> service.transaction().executeWithoutResult(status -> {
                                assertThat(service.requests().execute(KEY, "{}", String.class, tx -> run()))
                                        .isEqualTo(new Executed<>("done"));
                                throw new IllegalStateException("the service changes its mind");
                            }))
                            .isInstanceOf(IllegalStateException.class);

                    service.transaction()
                            .executeWithoutResult(
                                    status -> service.requests().execute(KEY, "{}", String.class, tx -> run()));

                    assertThat(runs).hasValue(2);
                    assertThat(service.requests().execute(KEY, "{}", String.class, tx -> run()))
                            .isEqualTo(new Replayed<>("done"));
                },
                "aro.db.transactions.execute=join");
    }

    @ParameterizedTest
    @EnumSource
    void undoesAClaimWhoseTransactionIsMarkedForRollback(Managed managed) {
        with(managed, service -> {
            assertThatThrownBy(() -> service.requests().execute(KEY, "{}", String.class, tx -> {
                        service.transaction().executeWithoutResult(status -> status.setRollbackOnly());
                        return run();
                    }))
                    .isInstanceOf(AroDatabaseException.class);

            assertThat(service.requests().keys().find(KEY)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void doomsTheTransactionOfAServiceAfterAFailedBlock(Managed managed) {
        with(managed, service -> {
            assertThatThrownBy(() -> service.transaction().executeWithoutResult(status -> {
                        service.addCustomer();
                        assertThatThrownBy(() -> service.db().useTransaction(tx -> {
                                    throw new IllegalStateException("the block fails");
                                }))
                                .isInstanceOf(IllegalStateException.class);
                    }))
                    .isInstanceOf(UnexpectedRollbackException.class);

            assertThat(service.hasCustomer()).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource
    void throwsExceptionsOfTheLibraryBesideBootsTranslator(Managed managed) {
        with(managed, service -> {
            service.addCustomer();

            assertThatThrownBy(() -> service.db().customers().create(NewCustomer.withPhone(PHONE)))
                    .isInstanceOf(AroDatabaseException.class);
        });
    }

    private String run() {
        runs.incrementAndGet();
        return "done";
    }
}
