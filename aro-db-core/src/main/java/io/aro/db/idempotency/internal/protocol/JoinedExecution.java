package io.aro.db.idempotency.internal.protocol;

import io.aro.db.error.TransactionMisuseException;
import io.aro.db.idempotency.KeyEvent.Kind;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.internal.session.SessionFunction;
import io.aro.db.internal.session.TransactionSession;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a request in a savepoint of the application's transaction: claim, handler and response.
 *
 * <p>An exception of the handler rolls back to the savepoint. A rollback of the application undoes everything.
 */
public final class JoinedExecution<T extends @Nullable Object, X extends Exception> {

    private final Claimer claimer;
    private final KeyEvents events;
    private final KeyRequest<T> request;
    private final SessionFunction<T, X> handler;

    /** Creates an execution in the current transaction of the application. */
    public JoinedExecution(Claimer claimer, KeyEvents events, KeyRequest<T> request, SessionFunction<T, X> handler) {
        this.claimer = claimer;
        this.events = events;
        this.request = request;
        this.handler = handler;
    }

    /** Runs the handler. Without a claim, returns the outcome at once. */
    public Outcome<T> run() throws X {
        return claimer.connections().<Outcome<T>, X>joined(this::inside);
    }

    private Outcome<T> inside(TransactionSession session) throws X {
        UUID claimId = session.newId();
        // No lock timeout: the application's own limits apply.
        Optional<KeySnapshot> found = claimer.claim(session, request, claimId, null);
        if (found.filter(row -> row.isOf(claimId)).isEmpty()) {
            session.rollBack();
            return Claimer.answer(found, request);
        }
        KeySnapshot mine = found.get();
        T response = session.guarded(handler);
        String json = request.json("the handler's response", response, request.type());
        KeyStore keys = new KeyStore(session);
        if (!keys.completeHere(mine, json)) {
            Optional<KeySnapshot> erased = keys.findErased(request.key());
            if (erased.isPresent()) {
                session.rollBack();
                return Claimer.answer(erased, request);
            }
            throw new TransactionMisuseException(
                    "The handler ended the transaction or changed the row of its own key; leave the transaction to the"
                            + " application and the row to the service.");
        }
        claimer.connections().afterHostCommit(() -> {
            events.claimed(mine);
            events.report(Kind.COMPLETED, mine);
        });
        return new Executed<>(response);
    }
}
