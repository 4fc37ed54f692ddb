package io.aro.db.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.fixture.LostTransaction;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.util.Throwables;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Calls of every public method with a canary in each text: valid texts, refused texts, and broken connections. No
 * statement, no exception and no log line may contain a canary.
 */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Isolated("It makes every logger of the process talk.")
@Timeout(300)
class CanaryWalkTest {

    private final TestDatabase database;
    private final Ears ears = Ears.open();
    private final LostTransaction lost;
    private final AroDatabase plain;
    private final List<String> complaints = new ArrayList<>();
    private final Set<String> succeeded = new TreeSet<>();
    private int number;

    CanaryWalkTest(TestDatabase database) {
        this.database = database;
        this.lost = new LostTransaction(database.engine());
        this.plain = database.open();
    }

    @AfterEach
    void closeTheEars() {
        ears.close();
    }

    @Test
    void overConnectionsOfItsOwn() {
        try (AroDatabase db = database.open(ears.before(lost))) {
            walk(db);
        }
    }

    @Test
    void overThePoolOfAnApplication() {
        SQLDialect dialect = database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
        HostConfig config = HostConfig.of(dialect).withClock(database.clock());
        try (AroDatabase db = AroDatabase.over(ears.before(lost).over(source()), config)) {
            walk(db);
        }
    }

    /** Returns a data source with the default settings of the driver. */
    private DataSource source() {
        if (!database.engine().isPostgres()) {
            return database.dataSource();
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    private void walk(AroDatabase db) {
        PublicMethods.types().forEach(type -> PublicMethods.of(type).forEach(method -> walk(db, type, method)));

        assertThat(complaints).isEmpty();
        assertThat(succeeded).hasSizeGreaterThan(100);
        assertThat(ears.isAwake()).isTrue();
    }

    private void walk(AroDatabase db, Class<?> type, Method method) {
        Rows rows = Rows.create(plain, ++number);
        for (int statement = 3; statement > 0; statement--) {
            call(db, type, method, new Arguments(Texts.VALID, rows), statement);
        }
        for (Texts texts : Texts.values()) {
            call(db, type, method, new Arguments(texts, rows), 0);
        }
    }

    private void call(AroDatabase db, Class<?> type, Method method, Arguments arguments, int lostAt) {
        String name = String.format(
                Locale.ROOT,
                "%s.%s with %s texts, lost at statement %s",
                type.getSimpleName(),
                method,
                arguments.texts(),
                lostAt);
        if (lostAt > 0) {
            lost.atStatement(lostAt);
        }
        Optional<Throwable> failure =
                failureOf(() -> PublicMethods.invoke(db, type, method, arguments.of(type, method)));
        lost.disarm();

        failure.ifPresentOrElse(
                error -> judge(name, error), () -> succeeded.add(type.getSimpleName() + method.getName()));
        ears.heard().forEach(line -> complaints.add(String.format(Locale.ROOT, "%s is heard in %s", name, line)));
    }

    private void judge(String name, Throwable error) {
        String trace = Throwables.getStackTrace(error);
        if (Texts.areIn(trace) || !(error instanceof AroDatabaseException)) {
            complaints.add(String.format(Locale.ROOT, "%s throws %s", name, trace));
        }
    }

    private static Optional<Throwable> failureOf(Call call) {
        try {
            if (call.make() instanceof Stream<?> rows) {
                rows.forEach(row -> {});
            }
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(e.getTargetException());
        } catch (Arguments.RefusedException e) {
            return Optional.ofNullable(e.getCause());
        } catch (AroDatabaseException e) {
            return Optional.of(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A call by reflection. */
    @FunctionalInterface
    private interface Call {

        @Nullable
        Object make() throws ReflectiveOperationException;
    }
}
