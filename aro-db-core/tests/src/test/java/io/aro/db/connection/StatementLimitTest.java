package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Given;
import io.aro.db.internal.opening.Opening;
import io.aro.db.internal.session.Connections;
import io.aro.db.repository.Session;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of statements with a duration of an hour. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class StatementLimitTest {

    private static final TimeLimits SHORT = TimeLimits.defaults().withStatement(Duration.ofSeconds(1));

    private final TestDatabase database;
    private final PostgresConfig config;

    StatementLimitTest(TestDatabase database) {
        this.database = database;
        this.config = PostgresConfig.of(database.jdbcUrl(), database.user(), database.password())
                .withPoolSize(1)
                .withTimeLimits(SHORT);
    }

    @Test
    void endsAStatementAtItsLimit() {
        try (AroDatabase db = AroDatabase.open(config)) {
            refuses(() -> db.session().<Integer>read(StatementLimitTest::sleep));
            refuses(() -> db.session().<Integer>write(StatementLimitTest::sleep));

            assertThat(db.customers().findById(new UUID(0, 1))).isEmpty();
        }
    }

    @Test
    void keepsNothingOfATransactionWhoseStatementWasEnded() {
        try (AroDatabase db = AroDatabase.open(config)) {
            refuses(() -> db.useTransaction(tx -> {
                tx.customers().create(NewCustomer.withPhone(Given.phone(1)));
                tx.session().<Integer>write(StatementLimitTest::sleep);
            }));

            assertThat(db.customers().findByPhone(Given.phone(1))).isEmpty();
        }
    }

    @Test
    void endsAStatementBehindAPoolerAndLeavesTheSessionAsItIs() {
        try (AroDatabase db = AroDatabase.open(config.withPooled(true))) {
            assertThat(setting(db, "statement_timeout")).isEqualTo("0");
            assertThat(setting(db, "lock_timeout")).isEqualTo("0");

            refuses(() -> db.session().<Integer>read(StatementLimitTest::sleep));
            refuses(() -> db.useTransaction(tx -> tx.session().<Integer>write(StatementLimitTest::sleep)));

            assertThat(db.customers().findById(new UUID(0, 1))).isEmpty();
        }
    }

    @Test
    void letsMaintenanceTakeLonger() {
        TimeLimits limits = SHORT.withMaintenance(Duration.ofMinutes(5)).withLock(Duration.ofSeconds(3));
        try (Connections connections = Opening.of(config.withTimeLimits(limits))) {
            assertThat(setting(connections.session(), "statement_timeout")).isEqualTo("1s");
            assertThat(setting(connections.maintenance().session(), "statement_timeout"))
                    .isEqualTo("5min");
            assertThat(setting(connections.maintenance().session(), "lock_timeout"))
                    .isEqualTo("3s");
        }
    }

    @Test
    void leavesTheLastWordToTheUrl() {
        String url = database.jdbcUrl();
        String limited = url + (url.contains("?") ? "&" : "?") + "options=-c%20statement_timeout=7000";
        PostgresConfig own = PostgresConfig.of(limited, database.user(), database.password());

        try (AroDatabase db = AroDatabase.open(own)) {
            assertThat(setting(db, "statement_timeout")).isEqualTo("7s");
        }
    }

    @Test
    void keepsItsLimitsBesideOtherOptionsOfTheUrl() {
        String url = database.jdbcUrl();
        String clinic = url + (url.contains("?") ? "&" : "?") + "options=-c%20search_path=public%2Cclinic";
        PostgresConfig own = PostgresConfig.of(clinic, database.user(), database.password())
                .withTimeLimits(SHORT.withLock(Duration.ofSeconds(1)));

        try (Connections connections = Opening.of(own)) {
            for (Session session : List.of(connections.session(), connections.reserved())) {
                assertThat(setting(session, "statement_timeout")).isEqualTo("1s");
                assertThat(setting(session, "lock_timeout")).isEqualTo("1s");
                assertThat(setting(session, "search_path")).isEqualTo("public,clinic");
            }
        }
        try (AroDatabase db = AroDatabase.open(own.withPooled(true))) {
            assertThat(setting(db, "statement_timeout")).isEqualTo("0");
            assertThat(setting(db, "search_path")).isEqualTo("public,clinic");
        }
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(UnavailableException.class)
                .hasMessage("The statement was cancelled by a timeout or an administrator; look for blocking locks,"
                        + " or raise the timeout.");
    }

    private static int sleep(DSLContext dsl) {
        return dsl.select(DSL.function("pg_sleep", Object.class, DSL.inline(3600)))
                .fetch()
                .size();
    }

    private static String setting(AroDatabase db, String name) {
        return setting(db.session(), name);
    }

    private static String setting(Session session, String name) {
        return session.<String>read(dsl -> dsl.select(DSL.function("current_setting", String.class, DSL.val(name)))
                .fetchSingle()
                .value1());
    }
}
