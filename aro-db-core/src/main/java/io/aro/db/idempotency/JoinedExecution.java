package io.aro.db.idempotency;

import io.aro.db.error.TransactionMisuseException;
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
 * Runs a handler, the claim of its key and its response in a savepoint of the application's transaction.
 *
 * <p>They are undone with the savepoint if the handler throws, and with the transaction if the application rolls back.
 */
final class JoinedExecution<T extends @Nullable Object, X extends Exception> {

    private final Connections connections;
    private final Claims claims;
    private final Reporter reporter;
    private final Request<T> request;
    private final TransactionFunction<T, X> handler;
    private final UUID claimId;

    JoinedExecution(Owner owner, Reporter reporter, Request<T> request, TransactionFunction<T, X> handler) {
        this.connections = owner.connections();
        this.claims = new Claims(owner);
        this.reporter = reporter;
        this.request = request;
        this.handler = handler;
        this.claimId = connections.session().newId();
    }

    /** Runs, or says at once why not. */
    Outcome<T> run() throws X {
        return connections.<Outcome<T>, X>joined(this::inside);
    }

    private Outcome<T> inside(TransactionSession session) throws X {
        Optional<Claim> found = claims.claimJoined(session, request, claimId);
        if (found.filter(row -> row.isOf(claimId)).isEmpty()) {
            session.rollBack();
            return claims.answer(found, request);
        }
        Claim mine = found.get();
        T response = session.guarded(part -> handler.apply(DatabaseTransaction.of(part)));
        String json = StoredJson.of("the handler's response", response, request.type(), request.policy());
        KeyStore keys = new KeyStore(session);
        if (!keys.completeHere(mine, json)) {
            Optional<Claim> erased = keys.findErased(request.key());
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
