package io.aro.db.idempotency.internal.lease;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.idempotency.internal.protocol.Claimer;
import io.aro.db.idempotency.internal.protocol.KeyEvents;
import io.aro.db.idempotency.internal.protocol.KeyRequest;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.idempotency.internal.protocol.KeyTransition;
import io.aro.db.idempotency.internal.protocol.StepStore;
import io.aro.db.internal.pool.Deadline;
import io.aro.db.internal.session.TransactionSession;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One execution of leased work. A first transaction claims the key, the handler runs outside it, and a final update
 * ends the claim.
 */
public final class LeasedExecution<T extends @Nullable Object, X extends Exception> {

    private final Claimer claimer;
    private final LeaseRenewer renewer;
    private final Deadline deadline;
    private final KeyEvents events;
    private final KeyRequest<T> request;
    private final LeasedWork.Handler<T, X> handler;
    private final Function<? super Exception, FailureAction<T>> failures;

    /** Creates an execution. Its wait deadline starts now. */
    public LeasedExecution(
            Claimer claimer,
            LeaseRenewer renewer,
            KeyEvents events,
            KeyRequest<T> request,
            LeasedWork.Handler<T, X> handler,
            Function<? super Exception, FailureAction<T>> failures) {
        this.claimer = claimer;
        this.renewer = renewer;
        this.deadline = claimer.connections().deadline();
        this.events = events;
        this.request = request;
        this.handler = handler;
        this.failures = failures;
    }

    /** The result of a claim. */
    private sealed interface Start<T extends @Nullable Object> {}

    /** A request with an answer before its handler runs. */
    private record Refused<T extends @Nullable Object>(Outcome<T> answer) implements Start<T> {}

    /** A claimed request with its recorded steps. */
    private record Begun<T extends @Nullable Object>(KeySnapshot claim, long asked, RecordedSteps steps)
            implements Start<T> {}

    /** Runs the handler. Without a claim, returns the outcome at once. */
    public Outcome<T> run() throws X {
        Optional<Outcome<T>> known = claimer.likelyKnown(request, deadline);
        if (known.isPresent()) {
            return known.get();
        }
        return switch (start()) {
            case Refused<T>(Outcome<T> answer) -> answer;
            case Begun<T> begun -> work(begun);
        };
    }

    private Start<T> start() {
        UUID claimId = claimer.connections().session().newId();
        try {
            return claimer.connections()
                    .<Start<T>, AroDatabaseException>inTransaction(deadline, session -> start(session, claimId));
        } catch (UnavailableException e) {
            return new Refused<>(claimer.answerUnwritten(request, e, deadline));
        }
    }

    private Start<T> start(TransactionSession session, UUID claimId) {
        long asked = System.nanoTime();
        Optional<KeySnapshot> found = claimer.claimLeased(session, request, claimId, deadline.left());
        if (found.filter(row -> row.isOf(claimId)).isEmpty()) {
            session.rollBack();
            return new Refused<>(Claimer.answer(found, request));
        }
        KeySnapshot claim = found.get();
        if (claim.attempts() > request.policy().maxAttempts()) {
            return refuseFurtherAttempts(session, claim);
        }
        boolean first = claim.fence() == 1 || claim.isAfterExpiry();
        Map<String, String> recorded = first ? Map.of() : new StepStore(session).findAll(request.key());
        return new Begun<>(claim, asked, new RecordedSteps(request.key(), claim.fingerprint(), recorded));
    }

    /**
     * Exhausts a request after its last attempt. A request with a dying process never reaches the check in {@link
     * KeyTransition#retry}.
     */
    private Start<T> refuseFurtherAttempts(TransactionSession session, KeySnapshot claim) {
        String error = Optional.ofNullable(claim.lastError()).orElse(StoredKey.LEASE_LAPSED);
        transition(claim).giveUp(session, error);
        return new Refused<>(new KeyStore(session)
                .find(request.key())
                .<Outcome<T>>map(row -> new Exhausted<>(row.stored()))
                .orElseGet(Claimer::busy));
    }

    private KeyTransition transition(KeySnapshot claim) {
        return new KeyTransition(claimer, events, claim, request.policy());
    }

    private Outcome<T> work(Begun<T> begun) throws X {
        KeySnapshot claim = begun.claim();
        events.claimed(claim);
        try (LeaseRenewal renewal = renewer.begin(claim, begun.asked(), request.policy(), events)) {
            LeasedWork lease = new LeasedWork(claimer.connections(), renewal, request, claim, begun.steps());
            return finish(lease, renewal, transition(claim));
        }
    }

    private Outcome<T> finish(LeasedWork lease, LeaseRenewal renewal, KeyTransition transition) throws X {
        T response;
        try {
            response = handler.handle(lease);
        } catch (Exception e) {
            if (renewal.isLoss(e)) {
                throw e;
            }
            String name = KeyTransition.nameOf(e);
            switch (judge(e)) {
                case FailureAction.Answer<T>(T answer) -> {
                    return store(answer, renewal, transition);
                }
                case FailureAction.Retry<T> retry -> note(() -> transition.retry(name), e, renewal);
                case FailureAction.GiveUp<T> giveUp -> note(() -> transition.giveUp(name), e, renewal);
                case FailureAction.Park<T> unknown -> park(e, renewal, transition);
            }
            throw e;
        } catch (Error e) {
            park(e, renewal, transition);
            throw e;
        }
        return store(response, renewal, transition);
    }

    /** Stores the response. An unstorable response parks the key, because the effect has already happened. */
    private Outcome<T> store(T response, LeaseRenewal renewal, KeyTransition transition) {
        String json;
        try {
            json = request.json("the handler's response", response, request.type());
        } catch (RuntimeException | Error e) {
            park(e, renewal, transition);
            throw e;
        }
        renewal.close();
        if (!transition.complete(json)) {
            throw renewal.lost();
        }
        return new Executed<>(response);
    }

    private FailureAction<T> judge(Exception error) {
        try {
            return Objects.requireNonNull(failures.apply(error), "The function for failures must not return null.");
        } catch (RuntimeException e) {
            error.addSuppressed(e);
            return FailureAction.park();
        }
    }

    private void park(Throwable error, LeaseRenewal renewal, KeyTransition transition) {
        note(() -> transition.park(KeyTransition.nameOf(error)), error, renewal);
    }

    /** Stores the end of the claim. A failure of this write must not hide the original error. */
    private void note(BooleanSupplier verdict, Throwable error, LeaseRenewal renewal) {
        renewal.close();
        try {
            if (!verdict.getAsBoolean()) {
                error.addSuppressed(renewal.lost());
            }
        } catch (AroDatabaseException e) {
            error.addSuppressed(e);
        }
    }
}
