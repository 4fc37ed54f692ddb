package io.aro.db.idempotency;

import io.aro.db.connection.Connections;
import io.aro.db.connection.TransactionSession;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a handler between two transactions: one that claims its key for a while, and one that says how it ended. */
final class LeasedExecution<T extends @Nullable Object, X extends Exception> {

    private final Owner owner;
    private final Connections connections;
    private final Claims claims;
    private final Reporter reporter;
    private final Request<T> request;
    private final LeasedHandler<T, X> handler;
    private final Function<? super Exception, Verdict<T>> failures;

    LeasedExecution(
            Owner owner,
            Reporter reporter,
            Request<T> request,
            LeasedHandler<T, X> handler,
            Function<? super Exception, Verdict<T>> failures) {
        this.owner = owner;
        this.connections = owner.connections();
        this.claims = new Claims(owner, reporter);
        this.reporter = reporter;
        this.request = request;
        this.handler = handler;
        this.failures = failures;
    }

    /** Is what a claim came to. */
    private sealed interface Start<T extends @Nullable Object> {}

    private record Refused<T extends @Nullable Object>(Outcome<T> answer) implements Start<T> {}

    private record Begun<T extends @Nullable Object>(Claim claim, Steps steps) implements Start<T> {}

    /** Runs, or says at once why not. */
    Outcome<T> run() throws X {
        if (connections.isWriterBusy()) {
            Optional<Outcome<T>> known = claims.known(connections.session(), request);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return switch (start()) {
            case Refused<T>(Outcome<T> answer) -> answer;
            case Begun<T> begun -> work(begun);
        };
    }

    private Start<T> start() {
        UUID claimId = connections.session().newId();
        try {
            return connections.<Start<T>, AroDatabaseException>inTransaction(session -> start(session, claimId));
        } catch (UnavailableException e) {
            return new Refused<>(claims.answerUnwritten(connections.session(), request, e));
        }
    }

    private Start<T> start(TransactionSession session, UUID claimId) {
        Optional<Claim> found = claims.claim(session, request, claimId);
        if (found.filter(row -> row.isOf(claimId)).isEmpty()) {
            session.rollBack();
            return new Refused<>(claims.answer(found, request));
        }
        Claim claim = found.get();
        StoredKey stored = claim.stored();
        if (stored.attempts() > request.policy().maxAttempts()) {
            return refuseFurtherAttempts(session, claim);
        }
        Map<String, String> recorded =
                stored.attempts() == 1 ? Map.of() : new StepStore(session).findAll(request.key());
        return new Begun<>(claim, new Steps(stored, recorded));
    }

    /** A request that kills its process each time never comes to count its failures; its attempts are counted here. */
    private Start<T> refuseFurtherAttempts(TransactionSession session, Claim claim) {
        String error = Optional.ofNullable(claim.stored().lastError()).orElse(StoredKey.LEASE_LAPSED);
        conclusion(claim).giveUp(session, error);
        return new Refused<>(new KeyStore(session)
                .findWritten(request.key())
                .<Outcome<T>>map(row -> new Exhausted<>(row.stored()))
                .orElseGet(Claims::busy));
    }

    private Conclusion conclusion(Claim claim) {
        return new Conclusion(connections, reporter, ClaimToken.of(claim), claim.stored(), request.policy());
    }

    private Outcome<T> work(Begun<T> begun) throws X {
        Claim claim = begun.claim();
        claims.reportClaimed(claim);
        try (Tenure tenure = owner.renewals().begin(ClaimToken.of(claim), request.policy(), reporter)) {
            Lease lease = new Lease(connections, tenure, request, claim.stored(), begun.steps());
            return finish(lease, tenure, conclusion(claim));
        }
    }

    private Outcome<T> finish(Lease lease, Tenure tenure, Conclusion conclusion) throws X {
        T response;
        try {
            response = handler.handle(lease);
        } catch (LeaseLostException e) {
            throw e;
        } catch (Exception e) {
            Verdict<T> verdict = judge(e);
            if (verdict instanceof Verdict.Answer<T>(T answer)) {
                return store(answer, tenure, conclusion);
            }
            note(verdict, e, tenure, conclusion);
            throw e;
        } catch (Error e) {
            note(Verdict.unknown(), e, tenure, conclusion);
            throw e;
        }
        return store(response, tenure, conclusion);
    }

    /** The effect has happened, so a response that cannot be stored leaves the key to a person. */
    private Outcome<T> store(T response, Tenure tenure, Conclusion conclusion) {
        String json;
        try {
            json = request.write("the handler's response", response);
        } catch (AroDatabaseException e) {
            note(Verdict.unknown(), e, tenure, conclusion);
            throw e;
        }
        if (!conclusion.complete(json)) {
            throw tenure.lost();
        }
        return new Executed<>(response);
    }

    private Verdict<T> judge(Exception error) {
        try {
            return failures.apply(error);
        } catch (RuntimeException e) {
            error.addSuppressed(e);
            return Verdict.unknown();
        }
    }

    /** Writes the verdict; what goes wrong with that must not hide what went wrong before. */
    private void note(Verdict<T> verdict, Throwable error, Tenure tenure, Conclusion conclusion) {
        try {
            String name = Conclusion.nameOf(error);
            boolean held = switch (verdict) {
                case Verdict.Retry<T> retry -> conclusion.retry(name);
                case Verdict.GiveUp<T> giveUp -> conclusion.giveUp(name);
                case Verdict.Unknown<T> unknown -> conclusion.park(name);
                case Verdict.Answer<T> answer -> true;
            };
            if (!held) {
                error.addSuppressed(tenure.lost());
            }
        } catch (AroDatabaseException e) {
            error.addSuppressed(e);
        }
    }
}
