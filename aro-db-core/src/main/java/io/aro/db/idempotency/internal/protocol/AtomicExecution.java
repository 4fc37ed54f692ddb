package io.aro.db.idempotency.internal.protocol;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.idempotency.KeyEvent.Kind;
import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.internal.pool.Deadline;
import io.aro.db.internal.session.SessionFunction;
import io.aro.db.internal.session.TransactionSession;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a request: claim, handler and response in a single transaction.
 *
 * <p>After an in-doubt commit, the key is read again once no transaction holds it. Its row shows the outcome of the
 * commit.
 */
public final class AtomicExecution<T extends @Nullable Object, X extends Exception> {

    private final Claimer claimer;
    private final Deadline deadline;
    private final KeyEvents events;
    private final KeyRequest<T> request;
    private final SessionFunction<T, X> handler;

    /** Creates an execution with a deadline for its waits. */
    public AtomicExecution(
            Claimer claimer,
            Deadline deadline,
            KeyEvents events,
            KeyRequest<T> request,
            SessionFunction<T, X> handler) {
        this.claimer = claimer;
        this.deadline = deadline;
        this.events = events;
        this.request = request;
        this.handler = handler;
    }

    /** The progress of a transaction, which decides the handling of a failure. */
    private sealed interface Stage<T extends @Nullable Object> {}

    /** The stage before the claim. */
    private record Begun<T extends @Nullable Object>() implements Stage<T> {}

    /** The stage after the claim, before the response is stored. */
    private record Claimed<T extends @Nullable Object>(KeySnapshot key) implements Stage<T> {}

    /** The result of a transaction. */
    private sealed interface Result<T extends @Nullable Object> {

        Outcome<T> outcome();
    }

    /** An outcome without a run of the handler. */
    private record Answered<T extends @Nullable Object>(Outcome<T> outcome) implements Result<T> {}

    /** The stage after the response was stored; durable once the transaction commits. */
    private record Completed<T extends @Nullable Object>(KeySnapshot key, Executed<T> outcome)
            implements Result<T>, Stage<T> {}

    /** Claims the key and runs the handler. Without a claim, returns the outcome. */
    public Outcome<T> run() throws X {
        Result<T> result = transact();
        if (result instanceof Completed<T> completed) {
            events.report(Kind.COMPLETED, completed.key());
        }
        return result.outcome();
    }

    private Result<T> transact() throws X {
        AtomicReference<Stage<T>> reached = new AtomicReference<>(new Begun<>());
        try {
            return claimer.connections().<Result<T>, X>inTransaction(deadline, session -> inside(session, reached));
        } catch (UnavailableException e) {
            return resolve(reached.get(), e);
        } catch (Exception | Error e) {
            parkCommitted(reached.get(), e);
            throw e;
        }
    }

    private Result<T> inside(TransactionSession session, AtomicReference<Stage<T>> reached) throws X {
        UUID claimId = session.newId();
        Optional<KeySnapshot> found = claimer.claim(session, request, claimId, deadline.left());
        if (found.filter(row -> row.isOf(claimId)).isEmpty()) {
            session.rollBack();
            return new Answered<>(Claimer.answer(found, request));
        }
        KeySnapshot mine = found.get();
        reached.set(new Claimed<>(mine));
        events.claimed(mine);
        T response = session.guarded(handler);
        String json = request.json("the handler's response", response, request.type());
        KeyStore keys = new KeyStore(session);
        if (!keys.completeHere(mine, json)) {
            Optional<KeySnapshot> erased = keys.findErased(request.key());
            if (erased.isPresent()) {
                session.rollBack();
                return new Answered<>(Claimer.answer(erased, request));
            }
            throw new TransactionMisuseException(
                    "The handler ended its transaction or changed the row of its own key; leave both to the service.");
        }
        Completed<T> completed = new Completed<>(mine, new Executed<>(response));
        reached.set(completed);
        return completed;
    }

    /** Resolves a transaction without a connection, or with a connection lost on the way. */
    private Result<T> resolve(Stage<T> reached, UnavailableException failure) {
        return switch (reached) {
            case Begun<T> begun -> new Answered<>(claimer.answerUnwritten(request, failure, deadline));
            case Claimed<T> claimed -> throw failure;
            case Completed<T> completed -> {
                if (!CommitCheck.isCommitted(() -> isCompleted(completed.key()))) {
                    throw failure;
                }
                yield completed;
            }
        };
    }

    private Optional<Boolean> isCompleted(KeySnapshot claim) {
        KeyStore keys = new KeyStore(claimer.connections().session());
        return keys.isSettled(request.key())
                ? Optional.of(keys.find(request.key())
                        .filter(row -> Objects.equals(claim.claimId(), row.claimId()))
                        .filter(row -> row.state() == KeyState.COMPLETED)
                        .isPresent())
                : Optional.empty();
    }

    /**
     * Parks a key whose handler has committed the transaction itself.
     *
     * <p>A rerun could repeat the committed effect. In every other case the claim was rolled back, and no row matches.
     */
    private void parkCommitted(Stage<T> reached, Throwable error) {
        switch (reached) {
            case Begun<T> begun -> {}
            case Claimed<T>(KeySnapshot key) -> park(key, error);
            case Completed<T> completed -> park(completed.key(), error);
        }
    }

    private void park(KeySnapshot mine, Throwable error) {
        try {
            KeyStore keys = new KeyStore(claimer.connections().session());
            if (keys.park(mine, KeyTransition.nameOf(error))) {
                events.report(Kind.PARKED, mine);
            }
        } catch (AroDatabaseException e) {
            error.addSuppressed(e);
        }
    }
}
