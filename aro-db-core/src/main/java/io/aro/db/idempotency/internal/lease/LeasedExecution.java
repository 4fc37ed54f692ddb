package io.aro.db.idempotency.internal.lease;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.Lease;
import io.aro.db.idempotency.LeasedHandler;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.idempotency.internal.protocol.ClaimContext;
import io.aro.db.idempotency.internal.protocol.Claimer;
import io.aro.db.idempotency.internal.protocol.KeyEvents;
import io.aro.db.idempotency.internal.protocol.KeyRequest;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.idempotency.internal.protocol.KeyTransition;
import io.aro.db.idempotency.internal.protocol.StepStore;
import io.aro.db.idempotency.internal.protocol.StoredJson;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.TransactionSession;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a handler between two transactions: one that claims its key for a while, and one that says how it ended. */
public final class LeasedExecution<T extends @Nullable Object, X extends Exception> {

    private final ClaimContext owner;
    private final Connections connections;
    private final Claimer claims;
    private final KeyEvents reporter;
    private final KeyRequest<T> request;
    private final LeasedHandler<T, X> handler;
    private final Function<? super Exception, FailureAction<T>> failures;

    public LeasedExecution(
            ClaimContext owner,
            KeyEvents reporter,
            KeyRequest<T> request,
            LeasedHandler<T, X> handler,
            Function<? super Exception, FailureAction<T>> failures) {
        this.owner = owner;
        this.connections = owner.connections();
        this.claims = new Claimer(owner);
        this.reporter = reporter;
        this.request = request;
        this.handler = handler;
        this.failures = failures;
    }

    /** Is what a claim came to. */
    private sealed interface Start<T extends @Nullable Object> {}

    private record Refused<T extends @Nullable Object>(Outcome<T> answer) implements Start<T> {}

    private record Begun<T extends @Nullable Object>(KeySnapshot claim, long asked, RecordedSteps steps)
            implements Start<T> {}

    /** Runs, or says at once why not. */
    public Outcome<T> run() throws X {
        Optional<Outcome<T>> known = claims.likelyKnown(request);
        if (known.isPresent()) {
            return known.get();
        }
        return switch (start()) {
            case Refused<T>(Outcome<T> answer) -> answer;
            case Begun<T> begun -> work(begun);
        };
    }

    private Start<T> start() {
        UUID claimId = connections.session().newId();
        try {
            return connections.<Start<T>, AroDatabaseException>inTransaction(
                    claims.deadline(), session -> start(session, claimId));
        } catch (UnavailableException e) {
            return new Refused<>(claims.answerUnwritten(request, e));
        }
    }

    private Start<T> start(TransactionSession session, UUID claimId) {
        long asked = System.nanoTime();
        Optional<KeySnapshot> found = claims.claimLeased(session, request, claimId);
        if (found.filter(row -> row.isOf(claimId)).isEmpty()) {
            session.rollBack();
            return new Refused<>(claims.answer(found, request));
        }
        KeySnapshot claim = found.get();
        StoredKey stored = claim.stored();
        if (stored.attempts() > request.policy().maxAttempts()) {
            return refuseFurtherAttempts(session, claim);
        }
        boolean first = stored.fence() == 1 || claim.isAfterExpiry();
        Map<String, String> recorded = first ? Map.of() : new StepStore(session).findAll(request.key());
        return new Begun<>(claim, asked, new RecordedSteps(stored.knownAs(request.key()), recorded));
    }

    /** A request that kills its process each time never comes to count its failures; its attempts are counted here. */
    private Start<T> refuseFurtherAttempts(TransactionSession session, KeySnapshot claim) {
        String error = Optional.ofNullable(claim.stored().lastError()).orElse(StoredKey.LEASE_LAPSED);
        conclusion(claim).giveUp(session, error);
        return new Refused<>(new KeyStore(session)
                .findWritten(request.key())
                .<Outcome<T>>map(row -> new Exhausted<>(row.stored()))
                .orElseGet(Claimer::busy));
    }

    private KeyTransition conclusion(KeySnapshot claim) {
        return new KeyTransition(connections, reporter, claim, request.policy());
    }

    private Outcome<T> work(Begun<T> begun) throws X {
        KeySnapshot claim = begun.claim();
        reporter.claimed(claim);
        try (LeaseRenewal tenure = owner.renewals().begin(claim, begun.asked(), request.policy(), reporter)) {
            Lease lease = new Lease(connections, tenure, request, claim.stored(), begun.steps());
            return finish(lease, tenure, conclusion(claim));
        }
    }

    private Outcome<T> finish(Lease lease, LeaseRenewal tenure, KeyTransition conclusion) throws X {
        T response;
        try {
            response = handler.handle(lease);
        } catch (Exception e) {
            if (tenure.isLoss(e)) {
                throw e;
            }
            String name = KeyTransition.nameOf(e);
            switch (judge(e)) {
                case FailureAction.Answer<T>(T answer) -> {
                    return store(answer, tenure, conclusion);
                }
                case FailureAction.Retry<T> retry -> note(() -> conclusion.retry(name), e, tenure);
                case FailureAction.GiveUp<T> giveUp -> note(() -> conclusion.giveUp(name), e, tenure);
                case FailureAction.Park<T> unknown -> park(e, tenure, conclusion);
            }
            throw e;
        } catch (Error e) {
            park(e, tenure, conclusion);
            throw e;
        }
        return store(response, tenure, conclusion);
    }

    /** The effect has happened, so a response that cannot be stored leaves the key to a person. */
    private Outcome<T> store(T response, LeaseRenewal tenure, KeyTransition conclusion) {
        String json;
        try {
            json = StoredJson.of("the handler's response", response, request.type(), request.policy());
        } catch (RuntimeException | Error e) {
            park(e, tenure, conclusion);
            throw e;
        }
        tenure.close();
        if (!conclusion.complete(json)) {
            throw tenure.lost();
        }
        return new Executed<>(response);
    }

    private FailureAction<T> judge(Exception error) {
        try {
            return Objects.requireNonNull(failures.apply(error), "The verdict on a failure must not be null.");
        } catch (RuntimeException e) {
            error.addSuppressed(e);
            return FailureAction.park();
        }
    }

    private void park(Throwable error, LeaseRenewal tenure, KeyTransition conclusion) {
        note(() -> conclusion.park(KeyTransition.nameOf(error)), error, tenure);
    }

    /** Writes the verdict; what goes wrong with that must not hide what went wrong before. */
    private void note(BooleanSupplier verdict, Throwable error, LeaseRenewal tenure) {
        tenure.close();
        try {
            if (!verdict.getAsBoolean()) {
                error.addSuppressed(tenure.lost());
            }
        } catch (AroDatabaseException e) {
            error.addSuppressed(e);
        }
    }
}
