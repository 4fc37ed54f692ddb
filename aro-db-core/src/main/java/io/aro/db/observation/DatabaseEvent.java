package io.aro.db.observation;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.lifecycle.AppointmentStatus;
import java.time.Duration;

/**
 * An event of a database, for metrics.
 *
 * <p>Events contain neither ids nor personal data. All values except durations are good metric tags.
 *
 * <p>Changes of rows are reported after their commit, and never after a rollback of their transaction or savepoint.
 * Inside a transaction of a host application this is the host's commit. Over a bare {@code DSLContext}, which does not
 * report its commit, they are not reported there.
 */
public sealed interface DatabaseEvent {

    /**
     * The end of a request to the idempotency service.
     *
     * @param source the source of the key
     * @param result the result
     * @param duration the duration of the call, including waits for a concurrent delivery
     */
    record RequestHandled(String source, RequestResult result, Duration duration) implements DatabaseEvent {}

    /** The result of a request: its outcome, or failed. */
    enum RequestResult {
        /** The handler ran, and its effect is committed. */
        EXECUTED,
        /** The stored response was returned. */
        REPLAYED,
        /** The request was executed earlier, and its response has expired. */
        RESPONSE_EXPIRED,
        /** A concurrent delivery works on the request, or the request is in its backoff. */
        IN_PROGRESS,
        /** The key belongs to a different request. */
        MISMATCH,
        /** The effect of the request is unknown. */
        PARKED,
        /** The request has failed for good. */
        EXHAUSTED,
        /** The call ended with an exception. */
        FAILED
    }

    /**
     * The end of a transaction, also of the transaction of a single write.
     *
     * @param mode the mode
     * @param end the end
     * @param duration the duration of its block; zero for a refused transaction
     */
    record TransactionEnded(TransactionMode mode, TransactionEnd end, Duration duration) implements DatabaseEvent {}

    /** The mode of a transaction. */
    enum TransactionMode {
        /** A read-write transaction begun by the library. */
        OWN,
        /** A part of a transaction of the host application. */
        JOINED,
        /** A read-only transaction on a snapshot. */
        READ_ONLY
    }

    /** The end of a transaction. */
    enum TransactionEnd {
        /** The transaction was committed. */
        COMMITTED,
        /** The transaction was rolled back, or its commit is an in-doubt commit. */
        ROLLED_BACK,
        /** The transaction was refused before its beginning. */
        REFUSED
    }

    /**
     * The failure of a transaction, or of a single call outside transactions.
     *
     * <p>A failure caught inside a transaction is not reported. Neither is an argument refused before any statement.
     *
     * @param type the type of the exception
     * @param isRetryable whether a retry of the whole call may succeed
     */
    record CallFailed(Class<? extends AroDatabaseException> type, boolean isRetryable) implements DatabaseEvent {}

    /**
     * The transition of an appointment to a new status. The booking itself is no transition.
     *
     * @param from the status before
     * @param to the status after
     */
    record StatusChanged(AppointmentStatus from, AppointmentStatus to) implements DatabaseEvent {}

    /**
     * The answer to a request for the record of a reminder.
     *
     * @param channel the literal of the channel, such as {@code sms}
     * @param result the result
     */
    record ReminderAnswered(String channel, ReminderResult result) implements DatabaseEvent {}

    /** The result of a request for the record of a reminder. */
    enum ReminderResult {
        /** The reminder was recorded. */
        RECORDED,
        /** The message id was on record already. */
        REPEATED,
        /** The customer has reached the limit, and nothing was recorded. */
        LIMIT_REACHED
    }
}
