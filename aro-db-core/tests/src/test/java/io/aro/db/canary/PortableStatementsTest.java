package io.aro.db.canary;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.connection.HostConfig;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import io.aro.db.testkit.lint.PortableSql;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The statements of every public method: none has a form refused by Citus. */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Timeout(300)
class PortableStatementsTest {

    private static final Period AT_ONCE = Period.ZERO;

    private final TestDatabase database;
    private final Set<String> sent = new ConcurrentSkipListSet<>();
    private final AroDatabase plain;
    private int number;

    @TempDir
    private Path folder = Path.of("");

    PortableStatementsTest(TestDatabase database) {
        this.database = database;
        this.plain = database.open();
    }

    @Test
    void noPublicMethodSendsAFormThatCitusDoesNotTake() {
        JdbcInterceptor listener = call -> {
            sent.addAll(JdbcCall.statements(call.sql()));
            return call.proceed();
        };
        SQLDialect dialect = database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
        try (AroDatabase db = database.open(listener);
                AroDatabase onTheServersTime =
                        AroDatabase.over(listener.over(database.dataSource()), HostConfig.of(dialect))) {
            PublicMethods.types()
                    .forEach(type -> PublicMethods.of(type)
                            .forEach(method -> call(List.of(db, onTheServersTime), type, method)));
            db.retention(FileArchive.in(folder.resolve("archive")))
                    .run(RetentionPolicy.defaults()
                            .withEvents(AT_ONCE)
                            .withCompleted(AT_ONCE, AT_ONCE)
                            .withDeadLetters(AT_ONCE)
                            .withMonthsAhead(1));
        }

        assertThat(sent).anyMatch(sql -> JdbcCall.plain(sql).contains("do update set"));
        assertThat(sent).hasSizeGreaterThan(100);
        assertThat(breaches()).isEmpty();
    }

    private Set<String> breaches() {
        return sent.stream()
                .flatMap(sql -> PortableSql.breaches(sql).stream().map(breach -> breach + ": " + sql))
                .collect(toCollection(TreeSet::new));
    }

    /** Calls the method. Only the sent statements matter, not the success of the call. */
    private void call(List<AroDatabase> databases, Class<?> type, Method method) {
        Arguments arguments = new Arguments(Texts.VALID, Rows.create(plain, ++number));
        for (AroDatabase db : databases) {
            try {
                if (PublicMethods.invoke(db, type, method, arguments.of(type, method)) instanceof Stream<?> rows) {
                    rows.forEach(row -> {});
                }
            } catch (ReflectiveOperationException | RuntimeException e) {
                // A refused call has sent its statements, too.
            }
        }
    }
}
