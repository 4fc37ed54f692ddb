package io.aro.db.spring.metrics;

import io.aro.db.contact.Channel;
import io.aro.db.idempotency.IdempotencyListener;
import io.aro.db.idempotency.KeyEvent;
import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.observation.DatabaseEvent;
import io.aro.db.observation.DatabaseEvent.CallFailed;
import io.aro.db.observation.DatabaseEvent.ReminderAnswered;
import io.aro.db.observation.DatabaseEvent.ReminderResult;
import io.aro.db.observation.DatabaseEvent.RequestHandled;
import io.aro.db.observation.DatabaseEvent.RequestResult;
import io.aro.db.observation.DatabaseEvent.StatusChanged;
import io.aro.db.observation.DatabaseEvent.TransactionEnd;
import io.aro.db.observation.DatabaseEvent.TransactionEnded;
import io.aro.db.observation.DatabaseEvent.TransactionMode;
import io.aro.db.observation.DatabaseListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Set;

/**
 * Timers and counters of the events of a database and its keys. Thread-safe.
 *
 * <p>All meters with known tags exist from the beginning, because a rate needs a zero before its first event.
 */
public final class EventMeters implements DatabaseListener, IdempotencyListener {

    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Set<String> sources;

    /**
     * Creates the meters.
     *
     * @param sources the sources with tags of their own; all others share {@code other}
     */
    public EventMeters(MeterRegistry registry, Set<String> sources) {
        this.registry = registry;
        this.sources = Set.copyOf(sources);
        this.sources.forEach(this::createForSource);
        createForSource(OTHER);
        createForTransactions();
        createForAppointments();
    }

    private void createForSource(String source) {
        for (RequestResult result : RequestResult.values()) {
            requests(source, result);
        }
        for (KeyEvent.Kind kind : KeyEvent.Kind.values()) {
            events(source, kind);
        }
    }

    private void createForTransactions() {
        for (TransactionMode mode : TransactionMode.values()) {
            for (TransactionEnd end : TransactionEnd.values()) {
                transactions(mode, end);
            }
        }
    }

    private void createForAppointments() {
        for (AppointmentStatus from : AppointmentStatus.values()) {
            AppointmentStateMachine.allowedFrom(from).forEach(to -> transitions(from, to));
        }
        for (Correction correction : Correction.values()) {
            transitions(correction.from(), correction.to());
        }
        for (Channel channel : Channel.values()) {
            for (ReminderResult result : ReminderResult.values()) {
                reminders(channel.literal(), result);
            }
        }
    }

    @Override
    public void on(KeyEvent event) {
        events(tagOf(event.key().source()), event.kind()).increment();
    }

    @Override
    public void on(DatabaseEvent event) {
        switch (event) {
            case RequestHandled handled ->
                requests(tagOf(handled.source()), handled.result()).record(handled.duration());
            case TransactionEnded ended ->
                transactions(ended.mode(), ended.end()).record(ended.duration());
            case CallFailed failed -> errors(failed).increment();
            case StatusChanged changed ->
                transitions(changed.from(), changed.to()).increment();
            case ReminderAnswered answered ->
                reminders(answered.channel(), answered.result()).increment();
        }
    }

    private String tagOf(String source) {
        return sources.contains(source) ? source : OTHER;
    }

    private Timer requests(String source, RequestResult result) {
        return Timer.builder("aro.db.idempotency.requests")
                .description("Requests given to the idempotency service")
                .tags("source", source, "outcome", lower(result))
                .register(registry);
    }

    private Counter events(String source, KeyEvent.Kind kind) {
        return Counter.builder("aro.db.idempotency.events")
                .description("Events of idempotency keys")
                .baseUnit("events")
                .tags("source", source, "kind", lower(kind))
                .register(registry);
    }

    private Timer transactions(TransactionMode mode, TransactionEnd end) {
        return Timer.builder("aro.db.transactions")
                .description("Transactions of the library")
                .tags("mode", lower(mode), "outcome", lower(end))
                .register(registry);
    }

    private Counter errors(CallFailed failed) {
        return Counter.builder("aro.db.errors")
                .description("Failed transactions and calls")
                .baseUnit("errors")
                .tags("exception", failed.type().getSimpleName(), "retryable", String.valueOf(failed.isRetryable()))
                .register(registry);
    }

    private Counter transitions(AppointmentStatus from, AppointmentStatus to) {
        return Counter.builder("aro.db.appointments.transitions")
                .description("Transitions of appointments")
                .baseUnit("transitions")
                .tags("from", from.literal(), "to", to.literal())
                .register(registry);
    }

    private Counter reminders(String channel, ReminderResult result) {
        return Counter.builder("aro.db.reminders")
                .description("Answers to requests for the record of a reminder")
                .baseUnit("reminders")
                .tags("channel", channel, "result", lower(result))
                .register(registry);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
