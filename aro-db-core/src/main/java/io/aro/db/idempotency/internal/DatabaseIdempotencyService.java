package io.aro.db.idempotency.internal;

import io.aro.db.idempotency.CleanupReport;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyListener;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.LeasedHandler;
import io.aro.db.idempotency.NotExecutedException;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Answered;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Refused;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import io.aro.db.idempotency.Reconciliation;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.idempotency.StoredKeyRepository;
import io.aro.db.idempotency.internal.lease.DatabaseKeyRepository;
import io.aro.db.idempotency.internal.lease.LeaseRenewer;
import io.aro.db.idempotency.internal.lease.LeasedExecution;
import io.aro.db.idempotency.internal.lease.Reconciler;
import io.aro.db.idempotency.internal.protocol.AtomicExecution;
import io.aro.db.idempotency.internal.protocol.Claimer;
import io.aro.db.idempotency.internal.protocol.JoinedExecution;
import io.aro.db.idempotency.internal.protocol.KeyEvents;
import io.aro.db.idempotency.internal.protocol.KeyRequest;
import io.aro.db.idempotency.internal.protocol.ManualLock;
import io.aro.db.idempotency.internal.protocol.Polling;
import io.aro.db.internal.json.Json;
import io.aro.db.internal.pool.Deadline;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.SessionFunction;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.transaction.TransactionFunction;
import io.aro.db.transaction.internal.DatabaseTransaction;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/** The idempotency service of a database; immutable and thread-safe. */
public final class DatabaseIdempotencyService implements IdempotencyService {

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /** Short, because senders time out within seconds and a joined transaction keeps its connection during the wait. */
    private static final Duration JOINERS_WAIT = Duration.ofSeconds(2);

    private final Claimer claimer;
    private final IdempotencyPolicies policies;
    private final Map<String, KeyRequest.Rules> rules;
    private final KeyRequest.Rules fallback;
    private final LeaseRenewer renewer;
    private final KeyEvents events;
    private final Duration maxWait;
    private final boolean joins;

    private DatabaseIdempotencyService(
            Claimer claimer,
            LeaseRenewer renewer,
            IdempotencyPolicies policies,
            KeyEvents events,
            Duration maxWait,
            boolean joins) {
        this.claimer = claimer;
        this.renewer = renewer;
        this.policies = policies;
        this.rules = policies.bySource().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, source -> new KeyRequest.Rules(source.getValue())));
        this.fallback = new KeyRequest.Rules(policies.fallback());
        this.events = events;
        this.maxWait = maxWait;
        this.joins = joins;
    }

    /** Returns the service of a database, with default policies, without listeners and waits. */
    public static DatabaseIdempotencyService of(Connections connections) {
        return new DatabaseIdempotencyService(
                Claimer.of(connections, WorkflowDeadLetters::create),
                new LeaseRenewer(connections),
                IdempotencyPolicies.defaults(),
                KeyEvents.of(connections.schema()),
                Duration.ZERO,
                false);
    }

    /** Returns a copy over other connections to the same database. */
    public DatabaseIdempotencyService over(Connections others) {
        return new DatabaseIdempotencyService(claimer.over(others), renewer, policies, events, maxWait, joins);
    }

    @Override
    public DatabaseIdempotencyService withPolicies(IdempotencyPolicies other) {
        return new DatabaseIdempotencyService(claimer, renewer, other, events, maxWait, joins);
    }

    @Override
    public DatabaseIdempotencyService withListener(IdempotencyListener listener) {
        return new DatabaseIdempotencyService(
                claimer, renewer, policies, events.with(Values.required("listener", listener)), maxWait, joins);
    }

    @Override
    public DatabaseIdempotencyService withMaxWait(Duration longest) {
        if (longest.isNegative() || longest.compareTo(LONGEST_WAIT) > 0) {
            throw new InvalidValueException(
                    "the time to wait", String.format(Locale.ROOT, "must be from zero to %s", LONGEST_WAIT));
        }
        return new DatabaseIdempotencyService(claimer, renewer, policies, events, longest, joins);
    }

    @Override
    public DatabaseIdempotencyService withJoining(boolean join) {
        return new DatabaseIdempotencyService(
                claimer, renewer, policies, events, join && maxWait.isZero() ? JOINERS_WAIT : maxWait, join);
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> Outcome<T> execute(
            IdempotencyKey key, Object request, Class<@NonNull T> type, TransactionFunction<T, X> handler) throws X {
        KeyRequest<T> wanted = request(key, request, type);
        if (joins && claimer.connections().isInsideHost()) {
            return handle(wanted, () -> new JoinedExecution<>(claimer, events, wanted, inTransaction(handler)).run());
        }
        claimer.connections().requireOutsideHost("execute", "call it outside, or on idempotency().withJoining(true)");
        return handle(wanted, () -> {
            Deadline deadline = claimer.connections().deadline();
            return claimer.<T, X>executeOnce(
                    wanted,
                    deadline,
                    () -> new AtomicExecution<>(claimer, deadline, events, wanted, inTransaction(handler)).run());
        });
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> Outcome<T> executeLeased(
            IdempotencyKey key, Object request, Class<@NonNull T> type, LeasedHandler<T, X> handler) throws X {
        return executeLeased(key, request, type, handler, failure -> FailureAction.park());
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> Outcome<T> executeLeased(
            IdempotencyKey key,
            Object request,
            Class<@NonNull T> type,
            LeasedHandler<T, X> handler,
            Function<? super Exception, FailureAction<T>> failures)
            throws X {
        KeyRequest<T> wanted = request(key, request, type);
        Claimer own = claimer.own("executeLeased");
        return handle(
                wanted,
                () -> new LeasedExecution<T, X>(
                                own, renewer, events, wanted, work -> handler.handle(new DatabaseLease(work)), failures)
                        .run());
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> StoredKey reconcile(
            IdempotencyKey key, Reconciliation<T, X> reconciliation) throws X {
        return new Reconciler(claimer.own("reconcile"), policies, events).reconcile(key, reconciliation);
    }

    @Override
    public StoredKeyRepository keys() {
        return new DatabaseKeyRepository(claimer, policies, events);
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> T handleWebhook(
            String source, String eventId, Object payload, Class<@NonNull T> type, TransactionFunction<T, X> handler)
            throws X {
        IdempotencyKey key = IdempotencyKey.of(source, eventId);
        Outcome<T> outcome = execute(key, payload, type, handler);
        return switch (outcome) {
            case Answered<T> answered -> answered.response();
            case ResponseExpired<T> done -> throw new NotExecutedException(key, done);
            case InProgress<T> busy -> throw new NotExecutedException(key, busy);
            case Refused<T> refused -> throw new NotExecutedException(key, refused);
        };
    }

    @Override
    public boolean checkAndLock(IdempotencyKey key, Duration ttl) {
        return new ManualLock(claimer.own("checkAndLock"), policies).checkAndLock(key, ttl);
    }

    @Override
    public void storeResponse(IdempotencyKey key, @Nullable Object response) {
        new ManualLock(claimer.own("storeResponse"), policies).storeResponse(key, response);
    }

    @Override
    public <T> Optional<T> getResponse(IdempotencyKey key, Class<T> type) {
        return new ManualLock(claimer, policies).getResponse(key, type);
    }

    @Override
    public CleanupReport cleanup() {
        return keys().cleanup();
    }

    private static <T extends @Nullable Object, X extends Exception> SessionFunction<T, X> inTransaction(
            TransactionFunction<T, X> handler) {
        return session -> handler.apply(DatabaseTransaction.of(session));
    }

    private <T extends @Nullable Object> KeyRequest<T> request(
            IdempotencyKey key, Object body, Class<@NonNull T> type) {
        Json.requireProperties("the response type", type);
        return rules.getOrDefault(key.source(), fallback).request(key, body, type);
    }

    private <T extends @Nullable Object, X extends Exception> Outcome<T> handle(
            KeyRequest<T> request, Claimer.Execution<T, X> attempt) throws X {
        claimer.connections().requireUsable();
        claimer.enter(request.key());
        long begun = System.nanoTime();
        @Nullable Outcome<T> outcome = null;
        try {
            outcome = waiting(attempt, begun);
            events.answered(request.key(), outcome);
            return outcome;
        } finally {
            claimer.leave(request.key());
            RequestReport.send(claimer.connections(), request.key(), outcome, begun);
        }
    }

    /** Repeats the attempt while the request is in progress, up to the limit of the wait. */
    private <T extends @Nullable Object, X extends Exception> Outcome<T> waiting(
            Claimer.Execution<T, X> attempt, long begun) throws X {
        Outcome<T> outcome = attempt.run();
        if (outcome instanceof InProgress && !maxWait.isZero()) {
            Polling polling = Polling.since(begun, maxWait);
            while (outcome instanceof InProgress && polling.pause()) {
                outcome = attempt.run();
            }
        }
        return outcome;
    }
}
