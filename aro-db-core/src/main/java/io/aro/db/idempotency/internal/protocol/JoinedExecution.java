package io.aro.db.idempotency.internal.protocol;

import io.aro.db.error.TransactionMisuseException;
import io.aro.db.idempotency.KeyEvent.Kind;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.transaction.Transaction;
import io.aro.db.transaction.TransactionFunction;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs a handler, the claim of its key and its response in a savepoint of the application's transaction.
 *
 * <p>They are undone with the savepoint if the handler throws, and with the transaction if the application rolls back.
 */
public final class JoinedExecution<T extends @Nullable Object, X extends Exception> {

    private final Connections connections;
    private final Claimer claims;
    private final KeyEvents reporter;
    private final KeyRequest<T> request;
    private final TransactionFunction<T, X> handler;
    private final UUID claimId;

    public JoinedExecution(
            ClaimContext owner, KeyEvents reporter, KeyRequest<T> request, TransactionFunction<T, X> handler) {
        this.connections = owner.connections();
        this.claims = new Claimer(owner);
        this.reporter = reporter;
        this.request = request;
        this.handler = handler;
        this.claimId = connections.session().newId();
    }

    /** Runs, or says at once why not. */
    public Outcome<T> run() throws X {
        return connections.<Outcome<T>, X>joined(this::inside);
    }

    private Outcome<T> inside(TransactionSession session) throws X {
        Optional<KeySnapshot> found = claims.claimJoined(session, request, claimId);
        if (found.filter(row -> row.isOf(claimId)).isEmpty()) {
            session.rollBack();
            return claims.answer(found, request);
        }
        KeySnapshot mine = found.get();
        T response = session.guarded(part -> handler.apply(new Transaction(part)));
        String json = StoredJson.of("the handler's response", response, request.type(), request.policy());
        KeyStore keys = new KeyStore(session);
        if (!keys.completeHere(mine, json)) {
            Optional<KeySnapshot> erased = keys.findErased(request.key());
            if (erased.isPresent()) {
                session.rollBack();
                return claims.answer(erased, request);
            }
            throw new TransactionMisuseException(
                    "The handler ended the transaction or changed the row of its own key; leave both to others.");
        }
        connections.afterHostCommit(() -> {
            reporter.claimed(mine);
            reporter.report(Kind.COMPLETED, mine.stored());
        });
        return new Executed<>(response);
    }
}
