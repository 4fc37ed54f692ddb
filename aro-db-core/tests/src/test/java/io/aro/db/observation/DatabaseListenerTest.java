package io.aro.db.observation;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static io.aro.db.observation.DatabaseEvent.ReminderResult.LIMIT_REACHED;
import static io.aro.db.observation.DatabaseEvent.ReminderResult.RECORDED;
import static io.aro.db.observation.DatabaseEvent.ReminderResult.REPEATED;
import static io.aro.db.observation.DatabaseEvent.TransactionEnd.COMMITTED;
import static io.aro.db.observation.DatabaseEvent.TransactionEnd.REFUSED;
import static io.aro.db.observation.DatabaseEvent.TransactionEnd.ROLLED_BACK;
import static io.aro.db.observation.DatabaseEvent.TransactionMode.OWN;
import static io.aro.db.observation.DatabaseEvent.TransactionMode.READ_ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.NewSlot;
import io.aro.db.contact.Channel;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.fixture.Given;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.observation.DatabaseEvent.CallFailed;
import io.aro.db.observation.DatabaseEvent.ReminderAnswered;
import io.aro.db.observation.DatabaseEvent.RequestHandled;
import io.aro.db.observation.DatabaseEvent.RequestResult;
import io.aro.db.observation.DatabaseEvent.StatusChanged;
import io.aro.db.reminder.MessageLimit;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.testkit.BothEngines;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The events of requests, transactions, failures, transitions and reminders. */
@BothEngines
class DatabaseListenerTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("stripe", "evt-1");

    private final AroDatabase unobserved;
    private final AroDatabase db;
    private final HeardEvents heard = new HeardEvents();

    DatabaseListenerTest(AroDatabase db) {
        this.unobserved = db;
        this.db = db.withDatabaseListener(heard);
    }

    private List<RequestResult> results() {
        return heard.of(RequestHandled.class).stream()
                .map(RequestHandled::result)
                .toList();
    }

    @Test
    void hearsOfTransitionsAfterTheirCommit() {
        UUID visit = Given.booked(unobserved, 1).id();

        db.useTransaction(tx -> {
            tx.appointments().updateStatus(visit, CONFIRMED, DESK);
            tx.appointments().reschedule(visit, NewSlot.at(Given.MAY.plus(Duration.ofDays(9))), DESK);
            assertThat(heard.all()).isEmpty();
        });

        assertThat(heard.of(StatusChanged.class))
                .containsExactly(new StatusChanged(BOOKED, CONFIRMED), new StatusChanged(CONFIRMED, RESCHEDULED));
        assertThat(heard.ends()).containsExactly(HeardEvents.end(OWN, COMMITTED));
    }

    @Test
    void hearsOfEachTransitionOfASweep() {
        Given.booked(unobserved, 1);
        Given.booked(unobserved, 2);

        db.appointments().markNoShows(Given.MAY.plus(Duration.ofDays(1)), DESK);

        assertThat(heard.of(StatusChanged.class))
                .containsExactly(new StatusChanged(BOOKED, NO_SHOW), new StatusChanged(BOOKED, NO_SHOW));
    }

    @Test
    void hearsNothingOfTransitionsRolledBack() {
        UUID visit = Given.booked(unobserved, 1).id();

        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    tx.appointments().updateStatus(visit, CONFIRMED, DESK);
                    throw new IllegalStateException("the caller changes its mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(heard.ends()).containsExactly(HeardEvents.end(OWN, ROLLED_BACK));
        assertThat(heard.all()).hasSize(1);
    }

    @Test
    void hearsNothingOfSavepointsRolledBack() {
        UUID first = Given.booked(unobserved, 1).id();
        UUID second = Given.booked(unobserved, 2).id();

        db.useTransaction(tx -> {
            tx.savepoint(kept -> {
                kept.appointments().updateStatus(first, CONFIRMED, DESK);
                return catchThrowable(() -> kept.savepoint(inner -> {
                    inner.appointments().updateStatus(second, CONFIRMED, DESK);
                    throw new IllegalStateException("a part fails");
                }));
            });
            assertThatThrownBy(() -> tx.savepoint(part -> {
                        part.savepoint(inner -> inner.appointments().updateStatus(second, CONFIRMED, DESK));
                        throw new IllegalStateException("a part fails");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            tx.appointments().updateStatus(second, CANCELLED, DESK);
        });

        assertThat(heard.of(StatusChanged.class))
                .containsExactly(new StatusChanged(BOOKED, CONFIRMED), new StatusChanged(BOOKED, CANCELLED));
    }

    @Test
    void hearsOfReminders() {
        UUID visit = Given.booked(unobserved, 1).id();
        NewReminder reminder =
                NewReminder.of(visit, ReminderType.HOURS_24, Channel.SMS).withMessageId("SM1");

        db.reminders().create(reminder);
        db.reminders().create(reminder);
        db.reminders().createWithinLimit(NewReminder.of(visit, ReminderType.CUSTOM, Channel.WHATSAPP), limit(1));
        db.reminders().createWithinLimit(NewReminder.of(visit, ReminderType.CUSTOM, Channel.WHATSAPP), limit(2));
        assertThatException()
                .isThrownBy(() -> db.useTransaction(tx -> {
                    tx.reminders().create(NewReminder.of(visit, ReminderType.CUSTOM, Channel.EMAIL));
                    throw new IllegalStateException("the caller changes its mind");
                }));

        assertThat(heard.of(ReminderAnswered.class))
                .containsExactly(
                        new ReminderAnswered("sms", RECORDED),
                        new ReminderAnswered("sms", REPEATED),
                        new ReminderAnswered("whatsapp", LIMIT_REACHED),
                        new ReminderAnswered("whatsapp", RECORDED));
    }

    private static MessageLimit limit(int messages) {
        return MessageLimit.perDay(messages);
    }

    @Test
    void hearsOfTheOutcomeOfEachRequest() {
        IdempotencyService service = db.idempotency();

        service.execute(KEY, "{}", String.class, tx -> "done");
        service.execute(KEY, "{}", String.class, tx -> "never");
        service.handleWebhook("stripe", "evt-1", "{}", String.class, tx -> "never");
        service.execute(KEY, "{\"another\": 1}", String.class, tx -> "never");
        service.executeLeased(IdempotencyKey.of("stripe", "evt-2"), "{}", String.class, lease -> "done");
        assertThatException()
                .isThrownBy(() -> service.executeLeased(
                        IdempotencyKey.of("stripe", "evt-3"),
                        "{}",
                        String.class,
                        lease -> fail(),
                        e -> FailureAction.park()));
        service.executeLeased(IdempotencyKey.of("stripe", "evt-3"), "{}", String.class, lease -> "never");
        assertThatException()
                .isThrownBy(() -> service.executeLeased(
                        IdempotencyKey.of("stripe", "evt-4"),
                        "{}",
                        String.class,
                        lease -> fail(),
                        e -> FailureAction.giveUp()));
        service.executeLeased(IdempotencyKey.of("stripe", "evt-4"), "{}", String.class, lease -> "never");
        assertThatException()
                .isThrownBy(() -> service.executeLeased(
                        IdempotencyKey.of("stripe", "evt-5"),
                        "{}",
                        String.class,
                        lease -> fail(),
                        e -> FailureAction.retry()));
        service.executeLeased(IdempotencyKey.of("stripe", "evt-5"), "{}", String.class, lease -> "never");

        assertThat(results())
                .containsExactly(
                        RequestResult.EXECUTED,
                        RequestResult.REPLAYED,
                        RequestResult.REPLAYED,
                        RequestResult.MISMATCH,
                        RequestResult.EXECUTED,
                        RequestResult.FAILED,
                        RequestResult.PARKED,
                        RequestResult.FAILED,
                        RequestResult.EXHAUSTED,
                        RequestResult.FAILED,
                        RequestResult.IN_PROGRESS);
        assertThat(heard.of(RequestHandled.class)).allSatisfy(handled -> {
            assertThat(handled.source()).isEqualTo("stripe");
            assertThat(handled.duration()).isPositive();
        });
    }

    private static String fail() {
        throw new IllegalStateException("the handler fails");
    }

    @Test
    void hearsOfTheKindsOfTransactionsAndTheirFailures() {
        UUID visit = Given.booked(unobserved, 1).id();
        unobserved.appointments().updateStatus(visit, CANCELLED, DESK);

        db.readOnly(tx -> tx.events().findLatest(1));
        assertThatException().isThrownBy(() -> db.appointments().updateStatus(visit, CONFIRMED, DESK));
        assertThatException().isThrownBy(() -> db.useTransaction(tx -> db.useTransaction(inner -> inner.events())));

        assertThat(heard.ends())
                .containsExactly(
                        HeardEvents.end(READ_ONLY, COMMITTED),
                        HeardEvents.end(OWN, ROLLED_BACK),
                        HeardEvents.end(OWN, REFUSED),
                        HeardEvents.end(OWN, ROLLED_BACK));
        assertThat(heard.of(CallFailed.class))
                .containsExactly(
                        new CallFailed(IllegalTransitionException.class, false),
                        new CallFailed(TransactionMisuseException.class, false));
    }

    @Test
    void goesOnBesideAFailingListenerAndTellsTheNext() {
        UUID visit = Given.booked(unobserved, 1).id();
        AroDatabase both = unobserved
                .withDatabaseListener(event -> {
                    throw new IllegalStateException("the metrics are down");
                })
                .withDatabaseListener(heard);

        both.appointments().updateStatus(visit, CONFIRMED, DESK);
        both.idempotency().execute(KEY, "{}", String.class, tx -> "done");

        assertThat(unobserved.appointments().getById(visit).status()).isEqualTo(CONFIRMED);
        assertThat(heard.of(StatusChanged.class)).hasSize(1);
        assertThat(results()).containsExactly(RequestResult.EXECUTED);
    }

    @Test
    void keepsTheListenersOfKeysAndTheKeysInFlight() {
        List<Object> keys = new CopyOnWriteArrayList<>();
        AroDatabase both = unobserved.withListener(keys::add).withDatabaseListener(heard);

        both.idempotency().execute(KEY, "{}", String.class, tx -> {
            assertThatThrownBy(() -> unobserved.idempotency().execute(KEY, "{}", String.class, inner -> "never"))
                    .isInstanceOf(TransactionMisuseException.class);
            return "done";
        });

        assertThat(keys).hasSize(2);
        assertThat(results()).containsExactly(RequestResult.EXECUTED);
    }
}
