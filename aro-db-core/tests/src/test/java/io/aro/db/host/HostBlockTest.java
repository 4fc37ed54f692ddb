package io.aro.db.host;

import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.event.Actor;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;

/** Blocks in the transactions of applications, with the commit decided by the application. */
@BothEngines
class HostBlockTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("stripe", "evt-1");

    private final TestDatabase database;
    private final List<Application> opened = new ArrayList<>();
    private final AtomicInteger effects = new AtomicInteger();

    HostBlockTest(TestDatabase database) {
        this.database = database;
    }

    private Application spring() {
        return Application.onSpringJdbc(database.dataSource(), database, TransactionDefinition.PROPAGATION_REQUIRED);
    }

    private Application jpa() {
        Application application =
                Application.onSpringJpa(database.dataSource(), database, TransactionDefinition.PROPAGATION_REQUIRED);
        opened.add(application);
        return application;
    }

    @AfterEach
    void close() {
        opened.forEach(Application::close);
    }

    private Application threadBound() {
        return Application.onThreadBoundJooq(database.dataSource(), database);
    }

    @Test
    void whatIsWrittenVanishesWithTheTransactionOfSpring() {
        assertVanishes(spring());
        assertVanishes(jpa());
    }

    @Test
    void whatIsWrittenVanishesWithATransactionThatJooqBindsToTheThread() {
        assertVanishes(threadBound());
    }

    private static void assertVanishes(Application application) {
        AroDatabase db = application.db();

        assertThatThrownBy(() -> application.inTransaction(inside -> {
                    inside.customers().create(NewCustomer.withPhone(phone(1)));
                    inside.useTransaction(
                            tx -> tx.savepoint(part -> part.customers().create(NewCustomer.withPhone(phone(2)))));
                    assertThat(inside.customers().count(noCondition())).isEqualTo(2);
                    throw new IllegalStateException("the application changes its mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(db.customers().count(noCondition())).isZero();
    }

    @Test
    void whatIsWrittenIsKeptWithTheTransaction() {
        for (Application application : new Application[] {spring(), jpa(), threadBound()}) {
            long before = application.db().customers().count(noCondition());

            application.inTransaction(inside ->
                    inside.useTransaction(tx -> tx.customers().create(NewCustomer.withPhone(phone((int) before)))));

            assertThat(application.db().customers().count(noCondition())).isEqualTo(before + 1);
        }
    }

    @Test
    void beginsATransactionOfTheApplicationWhereNoneIsActive() {
        Application application = jpa();

        application.db().useTransaction(tx -> {
            tx.customers().create(NewCustomer.withPhone(phone(1)));
            assertThatThrownBy(() -> tx.savepoint(part -> part.customers().create(NewCustomer.withPhone(phone(1)))))
                    .isInstanceOf(ConstraintViolationException.class);
            tx.customers().create(NewCustomer.withPhone(phone(2)));
        });

        assertThat(application.db().customers().count(noCondition())).isEqualTo(2);
    }

    @Test
    void aFailedBlockDoomsTheTransactionOfSpringEvenIfTheApplicationGoesOn() {
        Application application = spring();

        assertThatThrownBy(() -> application.inTransaction(inside -> {
                    inside.customers().create(NewCustomer.withPhone(phone(1)));
                    assertThatThrownBy(() -> inside.useTransaction(tx -> {
                                throw new IllegalStateException("the block fails");
                            }))
                            .hasMessage("the block fails");
                }))
                .isInstanceOf(UnexpectedRollbackException.class);

        assertThat(application.db().customers().count(noCondition())).isZero();
    }

    @Test
    void saysSoIfTheApplicationRollsBackWhatWasToBeCommitted() {
        Application application = spring();

        assertThatThrownBy(() -> application.db().idempotency().execute(KEY, "{}", String.class, tx -> {
                    application.inTransaction(inside -> {
                        throw new DoomException();
                    });
                    return "never";
                }))
                .isInstanceOf(DoomException.class);
        assertThatThrownBy(() -> application.db().idempotency().execute(KEY, "{}", String.class, tx -> {
                    assertThatThrownBy(() -> application.inTransaction(inside -> {
                                throw new DoomException();
                            }))
                            .isInstanceOf(DoomException.class);
                    return "done";
                }))
                .isInstanceOf(TransactionMisuseException.class)
                .hasMessageContaining("rolled back instead");

        assertThat(application.db().idempotency().keys().find(KEY)).isEmpty();
    }

    @Test
    void refusesWhatMustStayCommittedBeforeItDoesAnything() {
        for (Application application : new Application[] {spring(), jpa(), threadBound()}) {
            application.inTransaction(inside -> {
                assertRefused(() -> inside.idempotency().execute(KEY, "{}", String.class, tx -> effect()));
                assertRefused(() -> inside.readOnly(tx -> effect()));
                assertRefused(() -> inside.idempotency().executeLeased(KEY, "{}", String.class, lease -> effect()));
                assertRefused(() -> inside.idempotency().cleanup());
                assertRefused(() -> inside.privacy().erase(UUID.randomUUID(), Actor.user("us")));
            });
        }
        assertThat(effects).hasValue(0);
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(TransactionMisuseException.class)
                .hasMessageContaining("in a transaction of the host application");
    }

    private String effect() {
        effects.incrementAndGet();
        return "done";
    }

    @Test
    void leasesOutsideOfTransactionsOnConnectionsOfTheirOwn() {
        for (Application application : new Application[] {spring(), jpa()}) {
            IdempotencyKey key = IdempotencyKey.of("stripe", "evt-" + effects.get());

            assertThat(application.db().idempotency().executeLeased(key, "{}", String.class, lease -> {
                        lease.step("charge", String.class, this::effect);
                        lease.<RuntimeException>useTransaction(
                                tx -> tx.customers().count(noCondition()));
                        return "charged";
                    }))
                    .isEqualTo(new Executed<>("charged"));
        }
        assertThat(effects).hasValue(2);
    }

    @Test
    void refusesLeasesOverAContextThatGivesNoConnectionsForThem() {
        assertThatThrownBy(() ->
                        threadBound().db().idempotency().executeLeased(KEY, "{}", String.class, lease -> effect()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AroDatabase.over(dataSource, HostConfig.of(…))");
        assertThat(effects).hasValue(0);
    }

    @Test
    void refusesToWriteWhereTheApplicationOnlyReads() {
        for (Application application : new Application[] {spring(), jpa()}) {
            application.readOnly(inside -> {
                assertOnlyReads(() -> inside.customers().create(NewCustomer.withPhone(phone(1))));
                assertOnlyReads(() -> inside.customers().incrementNoShowCount(UUID.randomUUID()));
            });
            assertOnlyReads(() -> application.readOnly(
                    inside -> inside.useTransaction(tx -> tx.customers().create(NewCustomer.withPhone(phone(1))))));
            application.readOnly(inside -> {
                assertThat(inside.customers().count(noCondition())).isZero();
                long counted = inside.inTransaction(tx -> tx.customers().count(noCondition()));
                assertThat(counted).isZero();
            });
        }
    }

    private static void assertOnlyReads(Runnable write) {
        assertThatThrownBy(write::run)
                .isInstanceOf(TransactionMisuseException.class)
                .hasMessageContaining("readOnly = true");
    }

    private static final class DoomException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
