package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.fixture.BookingDesk;
import io.aro.db.fixture.BookingDesk.Answer;
import io.aro.db.fixture.DoomedDesk;
import io.aro.db.fixture.Ledger;
import io.aro.db.fixture.Ledger.Charge;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Webhook;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.internal.protocol.Polling;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.StatementCounter;
import io.aro.db.testkit.jdbc.Statements;
import io.aro.db.testkit.process.SteppedProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jooq.SQLDialect;

/**
 * A series of processes, each with its own webhook and killed at the next point.
 *
 * <p>Webhook 0 is handled undisturbed; the process of webhook k is killed at point k.
 */
final class CrashRun implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int AHEAD = 2;

    private final TestDatabase database;
    private final Ledger ledger;
    private final CrashScenario scenario;
    private final AroDatabase db;
    private final BookingDesk desk;
    private final Deque<SteppedProcess> ahead = new ArrayDeque<>();

    CrashRun(TestDatabase database, Ledger ledger, CrashScenario scenario) {
        this.database = database;
        this.ledger = ledger;
        this.scenario = scenario;
        this.db = database.open(InstantSource.system());
        this.desk = BookingDesk.over(db, ledger);
    }

    /**
     * A point of an undisturbed run.
     *
     * @param number the number of the point, from 1
     * @param place the calls before and after the point
     * @param seen the committed state at the point
     * @param calls the number of calls to the ledger before the point
     */
    record Stand(int number, String place, Trace seen, int calls) {}

    /** Returns every point, with the state visible to other connections. */
    List<Stand> rehearse() throws SQLException {
        List<Stand> stands = new ArrayList<>();
        scenario.prepare(desk, 0);
        try (SteppedProcess process = DoomedDesk.start(database, ledger, scenario.work())) {
            process.order("0");
            for (Optional<String> place = process.nextPoint(); place.isPresent(); place = process.nextPoint()) {
                Stand stand = new Stand(stands.size() + 1, place.get(), look(0), calls(0).size());
                assertThat(scenario.isWhole(stand.seen())).as("%s", stand).isTrue();
                stands.add(stand);
                process.goOn();
            }
            assertThat(process.end()).isEqualTo(scenario.end());
        }
        return stands;
    }

    /** Returns the number of database calls of the work, counted independently. */
    int countCalls(int number) {
        StatementCounter counter = StatementCounter.create();
        SQLDialect dialect = database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
        AroDatabase watched = AroDatabase.over(counter.over(database.dataSource()), HostConfig.of(dialect));
        BookingDesk counted = BookingDesk.over(watched, ledger).leasing(Duration.ofHours(1));
        scenario.prepare(desk, number);
        Statements sent = counter.counting(() -> scenario.work().at(counted, number));
        return sent.count() + sent.commits() + sent.rollbacks();
    }

    /** Kills a process at each of the chosen points, and returns the results. */
    List<CrashRow> killAtEach(List<Stand> chosen, List<Stand> all) throws SQLException {
        List<CrashRow> rows = new ArrayList<>();
        List<Stand> leased = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Stand stand = chosen.get(i);
            kill(all, stand.number(), chosen.size() - 1 - i);
            if (stand.seen().is(KeyState.IN_PROGRESS)) {
                assertThat(scenario.deliver(desk, stand.number())).isInstanceOf(InProgress.class);
                leased.add(stand);
            } else {
                rows.add(redeliver(stand, desk.waiting(LONG)));
            }
        }
        awaitLapseOf(leased.size());
        for (Stand stand : leased) {
            rows.add(redeliver(stand, desk));
        }
        rows.sort(CrashRow.BY_NUMBER);
        return rows;
    }

    private void kill(List<Stand> stands, int number, int toCome) throws SQLException {
        scenario.prepare(desk, number);
        Stand last = stands.get(number - 1);
        try (SteppedProcess process = next(toCome)) {
            process.order(Integer.toString(number));
            for (Stand stand : stands.subList(0, number - 1)) {
                assertThat(process.nextPoint()).contains(stand.place());
                process.goOn();
            }
            assertThat(process.nextPoint()).contains(last.place());
            process.kill();
        }
        assertThat(look(number)).as("left behind at %s", last).isEqualTo(last.seen());
        assertThat(calls(number)).as("left behind at %s", last).hasSize(last.calls());
    }

    /** Starts processes ahead, to load their classes during the checks of earlier processes. */
    private SteppedProcess next(int toCome) {
        while (ahead.size() <= Math.min(AHEAD, toCome)) {
            ahead.add(DoomedDesk.start(database, ledger, scenario.work()));
        }
        return ahead.remove();
    }

    /** Waits until the search for stuck keys finds all expired leases. */
    private void awaitLapseOf(int count) {
        Polling patience = Polling.of(LONG);
        int stuck = countStuck();
        while (stuck < count && patience.pause()) {
            stuck = countStuck();
        }
        assertThat(stuck).isEqualTo(count);
    }

    private int countStuck() {
        return db.idempotency().keys().findStuck(1000).size();
    }

    private CrashRow redeliver(Stand stand, BookingDesk other) throws SQLException {
        int number = stand.number();
        Outcome<Answer> outcome = scenario.deliver(other, number);

        Trace now = look(number);
        List<Charge> calls = calls(number);
        assertThat(now).as("after %s", stand).isEqualTo(scenario.afterRedelivery(stand.seen()));
        assertThat(calls).as("after %s", stand).hasSize(scenario.callsAfterRedelivery(stand.seen(), stand.calls()));
        assertThat(calls.stream().map(Charge::key).distinct()).hasSizeLessThanOrEqualTo(1);
        if (stand.seen().is(KeyState.EXHAUSTED)) {
            assertThat(outcome).as("after %s", stand).isInstanceOf(Exhausted.class);
            assertThat(scenario.deliver(desk, number)).isInstanceOf(Exhausted.class);
        } else {
            Answer answer = new Answer(
                    visit(number), calls.isEmpty() ? "" : calls.getLast().receipt());
            boolean done = stand.seen().is(KeyState.COMPLETED);
            assertThat(outcome).as("after %s", stand).isEqualTo(done ? new Replayed<>(answer) : new Executed<>(answer));
            assertThat(scenario.deliver(desk, number))
                    .as("again after %s", stand)
                    .isEqualTo(new Replayed<>(answer));
        }
        assertThat(look(number)).as("again after %s", stand).isEqualTo(now);
        assertThat(calls(number)).as("again after %s", stand).isEqualTo(calls);
        return new CrashRow(stand, outcome.getClass().getSimpleName(), calls, now.confirmed());
    }

    /** Checks that the processes have left no rows beyond the rows of their webhooks. */
    void assertNothingElse(List<Stand> killed) throws SQLException {
        List<Trace> all = new ArrayList<>();
        all.add(look(0));
        for (Stand stand : killed) {
            all.add(look(stand.number()));
        }
        assertCount("idempotency_keys", all, trace -> trace.isNew() ? 0 : 1);
        assertCount("idempotency_steps", all, trace -> trace.chargeSteps() + trace.bookingSteps());
        assertCount("customers", all, Trace::customers);
        assertCount("appointments", all, Trace::confirmed);
        assertCount("appointment_transitions", all, Trace::transitions);
        assertCount("events", all, trace -> trace.events() + trace.notices());
        assertCount("dead_letters", all, Trace::letters);
        assertThat(countStuck()).isZero();
        assertThat(db.idempotency().keys().findParked(1)).isEmpty();
        assertThat(ledger.charges().stream().map(Charge::key).distinct())
                .hasSize(scenario.isLeased() ? killed.size() + 1 : 0);
    }

    private void assertCount(String table, List<Trace> traces, ToIntFunction<Trace> rows) throws SQLException {
        assertThat(Rows.count(database, table))
                .as(table)
                .isEqualTo(traces.stream().mapToInt(rows).sum());
    }

    private UUID visit(int number) {
        return db.appointments()
                .findByExternalId(Webhook.key(number).key())
                .orElseThrow()
                .id();
    }

    private Trace look(int number) throws SQLException {
        return Trace.of(database, number);
    }

    private List<Charge> calls(int number) {
        return ledger.chargesOf(Webhook.key(number).key());
    }

    @Override
    public void close() {
        ahead.forEach(SteppedProcess::close);
    }
}
