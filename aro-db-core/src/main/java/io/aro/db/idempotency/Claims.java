package io.aro.db.idempotency;

import io.aro.db.connection.Session;
import io.aro.db.error.UnavailableException;
import io.aro.db.error.VendorErrors;
import io.aro.db.idempotency.KeyEvent.Kind;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Claims keys for an owner, and answers those that it does not get. */
final class Claims {

    private final Owner owner;
    private final Reporter reporter;

    Claims(Owner owner, Reporter reporter) {
        this.owner = owner;
        this.reporter = reporter;
    }

    /** Claims the key of a request; the same id again finds the claim it has already got. */
    Optional<Claim> claim(Session session, Request<?> request, UUID claimId) {
        KeyStore keys = new KeyStore(session);
        ClaimRequest wanted = new ClaimRequest(
                request.key(),
                request.fingerprint(),
                owner.name(),
                claimId,
                request.policy().lease(),
                request.policy().horizon());
        Optional<Claim> claim = keys.claim(wanted);
        // What another has committed while the statement looked is seen by the next one.
        return claim.isPresent() ? claim : keys.claim(wanted);
    }

    /** Answers without claiming, if what is stored says all; one query that waits for nobody. */
    <T extends @Nullable Object> Optional<Outcome<T>> known(Session session, Request<T> request) {
        return new KeyStore(session)
                .find(request.key())
                .flatMap(claim -> claim.answer(request.fingerprint(), request.type()));
    }

    /** Answers a request although nothing can be written at this moment; what is new has to come again. */
    <T extends @Nullable Object> Outcome<T> answerUnwritten(
            Session session, Request<T> request, UnavailableException refusal) {
        if (!VendorErrors.isWriteRefused(refusal)) {
            throw refusal;
        }
        return known(session, request).orElseThrow(() -> refusal);
    }

    /** Answers a request whose key was not got. */
    <T extends @Nullable Object> Outcome<T> answer(Optional<Claim> claim, Request<T> request) {
        return claim.<Outcome<T>>flatMap(held -> held.answer(request.fingerprint(), request.type()))
                .orElseGet(Claims::busy);
    }

    static <T extends @Nullable Object> Outcome<T> busy() {
        return new InProgress<>(StoredKey.SOON, null);
    }

    void reportClaimed(Claim claim) {
        Kind kind = claim.isAfterExpiry() ? Kind.EXPIRED : claim.isTakeover() ? Kind.TAKEN_OVER : Kind.ACQUIRED;
        reporter.report(kind, claim.stored());
    }

    /** Reports what a duplicate was told. */
    <T extends @Nullable Object> Outcome<T> reported(IdempotencyKey key, Outcome<T> outcome) {
        switch (outcome) {
            case Executed<T> executed -> {}
            case Replayed<T> replayed -> reporter.report(Kind.REPLAYED, key, 0, 0);
            case ResponseExpired<T>(StoredKey stored) -> reporter.report(Kind.REPLAYED, stored);
            case InProgress<T> busy -> reporter.report(Kind.IN_PROGRESS, key, 0, 0);
            case Mismatch<T> mismatch -> reporter.report(Kind.MISMATCH, mismatch.stored());
            case Parked<T>(StoredKey stored) -> reporter.report(Kind.PARKED, stored);
            case Exhausted<T>(StoredKey stored) -> reporter.report(Kind.EXHAUSTED, stored);
        }
        return outcome;
    }
}
