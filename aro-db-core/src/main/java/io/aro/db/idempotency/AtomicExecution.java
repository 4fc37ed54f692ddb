package io.aro.db.idempotency;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.idempotency.KeyEvent.Kind;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.transaction.TransactionFunction;
import io.aro.db.transaction.internal.DatabaseTransaction;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs a handler in the transaction that claims its key and stores its response.
 *
 * <p>If the connection breaks while the commit is under way, nobody knows what became of it; then the key is read again
 * as soon as no transaction is at work on it, and its row tells.
 */
final class AtomicExecution<T extends @Nullable Object, X extends Exception> {

    private final Owner owner;
    private final Claims claims;
    private final Reporter reporter;
    private final Request<T> request;
    private final TransactionFunction<T, X> handler;
    private final UUID claimId;
    private @Nullable Claim claim;
    private @Nullable Executed<T> executed;

    AtomicExecution(Owner owner, Reporter reporter, Request<T> request, TransactionFunction<T, X> handler) {
        this.owner = owner;
        this.claims = new Claims(owner);
        this.reporter = reporter;
        this.request = request;
        this.handler = handler;
        this.claimId = owner.connections().session().newId();
    }

    /** Runs, or says at once why not. */
    Outcome<T> run() throws X {
        IdempotencyKey key = request.key();
        if (!owner.inFlight().begin(key)) {
            return owner.connections().readsWaitForWriters() ? Claims.busy() : knownOrBusy();
        }
        try {
            Optional<Outcome<T>> known = claims.likelyKnown(request);
            return known.isPresent() ? known.get() : claimAndRun();
        } finally {
            owner.inFlight().end(key);
        }
    }

    private Outcome<T> knownOrBusy() {
        return claims.known(request).orElseGet(Claims::busy);
    }

    private Outcome<T> claimAndRun() throws X {
        Connections connections = owner.connections();
        Outcome<T> outcome;
        try {
            outcome = connections.inTransaction(claims.deadline(), this::inside);
        } catch (UnavailableException e) {
            if (claim == null) {
                return claims.answerUnwritten(request, e);
            }
            Executed<T> sent = executed;
            if (sent == null || !Settlement.isCommitted(this::isCompleted)) {
                throw e;
            }
            outcome = sent;
        } catch (Exception | Error e) {
            parkWhatWasCommitted(e);
            throw e;
        }
        if (outcome instanceof Executed && claim != null) {
            reporter.report(Kind.COMPLETED, claim.stored());
        }
        return outcome;
    }

    private Outcome<T> inside(TransactionSession session) throws X {
        Optional<Claim> found = claims.claim(session, request, claimId);
        if (found.filter(row -> row.isOf(claimId)).isEmpty()) {
            session.rollBack();
            return claims.answer(found, request);
        }
        Claim mine = found.get();
        claim = mine;
        reporter.claimed(mine);
        T response = session.guarded(part -> handler.apply(DatabaseTransaction.of(part)));
        String json = StoredJson.of("the handler's response", response, request.type(), request.policy());
        Executed<T> done = new Executed<>(response);
        executed = done;
        KeyStore keys = new KeyStore(session);
        if (!keys.completeHere(mine, json)) {
            Optional<Claim> erased = keys.findErased(request.key());
            if (erased.isPresent()) {
                executed = null;
                session.rollBack();
                return claims.answer(erased, request);
            }
            throw new TransactionMisuseException(
                    "The handler ended its transaction or changed the row of its own key; leave both to the service.");
        }
        return done;
    }

    private Optional<Boolean> isCompleted() {
        KeyStore keys = new KeyStore(owner.connections().session());
        return keys.isSettled(request.key())
                ? Optional.of(keys.findWritten(request.key())
                        .filter(row -> claimId.equals(row.claimId()))
                        .filter(row -> row.stored().state() == KeyState.COMPLETED)
                        .isPresent())
                : Optional.empty();
    }

    /**
     * Keeps the request from running again on a guess if its handler has committed by itself: that may be anything.
     *
     * <p>In every other case the claim was rolled back, and there is nothing to park.
     */
    private void parkWhatWasCommitted(Throwable error) {
        Claim mine = claim;
        if (mine == null) {
            return;
        }
        try {
            KeyStore keys = new KeyStore(owner.connections().session());
            if (keys.park(ClaimToken.of(mine), Conclusion.nameOf(error))) {
                reporter.report(Kind.PARKED, mine.stored());
            }
        } catch (AroDatabaseException e) {
            error.addSuppressed(e);
        }
    }
}
