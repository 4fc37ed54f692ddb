package io.aro.db.internal.dialect;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.fixture.Given;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.Session;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Several statements in a single round trip, with all values bound. */
@BothEngines
class StatementsTogetherTest {

    /** All special characters of SQL, of jOOQ's templates and of batches. */
    static final String HOSTILE =
            "\\', (select name from customers limit 1)); delete from events; -- ? ?? {0} :name $1 /* ' \" ;";

    private final TestDatabase database;
    private final AroDatabase db;

    StatementsTogetherTest(TestDatabase database) {
        this.database = database;
        this.db = database.open();
    }

    @Test
    void noValueIsPartOfTheText() {
        Appointment visit = Given.booked(db, 1);

        Statements sent = database.counting(() ->
                db.appointments().updateStatus(visit.id(), AppointmentStatus.CANCELLED, DESK.withReason(HOSTILE)));

        assertThat(sent.sql()).noneMatch(text -> text.contains("select name from customers"));
        assertThat(db.appointments().transitionsOf(visit.id()).getLast().reason())
                .isEqualTo(HOSTILE);
    }

    @Test
    void anyNumberOfStatementsIsExecutedInOrder() {
        for (int count : List.of(0, 1, 2, 100, 101, 250)) {
            Given.customer(db, count);

            Statements sent = database.counting(() -> executeAll(db.session(), countUp(Given.phone(count), count)));

            assertThat(sent.count()).isEqualTo(database.engine().isPostgres() ? Math.ceilDiv(count, 100) : count);
            assertThat(db.customers()
                            .findByPhone(Given.phone(count))
                            .orElseThrow()
                            .noShowCount())
                    .isEqualTo(count);
        }
    }

    @Test
    void noneIsKeptIfOneIsRefused() {
        Given.customer(db, 1);

        Throwable refusal = catchThrowable(() -> db.useTransaction(tx ->
                executeAll(tx.session(), List.of(rename("Ada"), rename("A".repeat(1000)), rename("Eve")))));

        assertThat(refusal).isInstanceOf(ConstraintViolationException.class);

        assertThat(db.customers().findByPhone(Given.phone(1)).orElseThrow().name())
                .isNull();
    }

    private static Query rename(String name) {
        return DSL.update(CUSTOMERS).set(CUSTOMERS.NAME, name).where(CUSTOMERS.PHONE.eq(Given.phone(1)));
    }

    /** Returns statements that each increment the count left by the previous statement. */
    private static List<Query> countUp(String phone, int count) {
        return IntStream.range(0, count)
                .<Query>mapToObj(number -> DSL.update(CUSTOMERS)
                        .set(CUSTOMERS.NO_SHOW_COUNT, number + 1L)
                        .where(CUSTOMERS.PHONE.eq(phone))
                        .and(CUSTOMERS.NO_SHOW_COUNT.eq((long) number)))
                .toList();
    }

    private static void executeAll(Session session, List<Query> statements) {
        session.<Integer>write(dsl -> {
            Dialect.of(dsl.configuration()).executeAll(dsl, statements);
            return statements.size();
        });
    }
}
