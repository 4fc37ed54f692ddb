package io.aro.db.idempotency.internal.protocol;

import io.aro.db.error.UnavailableException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.internal.pool.Deadline;
import io.aro.db.internal.session.Connections;
import io.aro.db.repository.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Claims keys for an owner by a deadline, and answers those that it does not get. */
public final class Claimer {

    private final ClaimContext owner;
    private final Deadline deadline;

    /** Begins to wait now, for a connection and for the claim. */
    public Claimer(ClaimContext owner) {
        this.owner = owner;
        this.deadline = owner.connections().deadline();
    }

    /** Returns the moment by which the transaction of the claim is to begin. */
    public Deadline deadline() {
        return deadline;
    }

    /** Claims the key of a request for as long as a lease; the same id again finds the claim it has already got. */
    public Optional<KeySnapshot> claimLeased(Session session, KeyRequest<?> request, UUID claimId) {
        return claim(session, request, claimId, deadline.left(), null);
    }

    /** Claims the key of a request that this transaction completes. */
    public Optional<KeySnapshot> claim(Session session, KeyRequest<?> request, UUID claimId) {
        return claim(
                session, request, claimId, deadline.left(), request.policy().response());
    }

    /** Claims the key in a transaction of the application, whose own limits hold for its locks. */
    public Optional<KeySnapshot> claimJoined(Session session, KeyRequest<?> request, UUID claimId) {
        return claim(session, request, claimId, null, request.policy().response());
    }

    private Optional<KeySnapshot> claim(
            Session session,
            KeyRequest<?> request,
            UUID claimId,
            @Nullable Duration patience,
            @Nullable Duration response) {
        KeyStore keys = new KeyStore(session);
        ClaimRequest wanted = new ClaimRequest(
                request.key(),
                request.fingerprint(),
                owner.name(),
                claimId,
                request.policy().lease(),
                request.policy().retention(),
                patience,
                response);
        Optional<KeySnapshot> claim = keys.claim(wanted);
        // What another has committed while the statement looked is seen by the next one.
        return claim.isPresent() ? claim : keys.claim(wanted);
    }

    /** Answers without claiming, if that is likely to be cheaper and what is stored says all. */
    public <T extends @Nullable Object> Optional<Outcome<T>> likelyKnown(KeyRequest<T> request) {
        return owner.asksFirst(request.key()) ? known(request) : Optional.empty();
    }

    /** Answers without claiming, if what is stored says all; one query that waits for nobody. */
    public <T extends @Nullable Object> Optional<Outcome<T>> known(KeyRequest<T> request) {
        Connections connections = owner.connections();
        return connections
                .within(deadline, () -> new KeyStore(connections.session()).find(request.key()))
                .flatMap(claim -> claim.answer(request.fingerprint(), request.type()));
    }

    /** Answers a request although nothing can be written at this moment; what is new has to come again. */
    public <T extends @Nullable Object> Outcome<T> answerUnwritten(
            KeyRequest<T> request, UnavailableException refusal) {
        if (!VendorErrors.isWriteRefused(refusal)) {
            throw refusal;
        }
        return known(request).orElseThrow(() -> refusal);
    }

    /** Answers a request whose key was not got. */
    public <T extends @Nullable Object> Outcome<T> answer(Optional<KeySnapshot> claim, KeyRequest<T> request) {
        return claim.<Outcome<T>>flatMap(held -> held.answer(request.fingerprint(), request.type()))
                .orElseGet(Claimer::busy);
    }

    public static <T extends @Nullable Object> Outcome<T> busy() {
        return new InProgress<>(StoredKey.SOON, null);
    }
}
