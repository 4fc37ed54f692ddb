package io.aro.db.model;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.lifecycle.LostRaceException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.refusal.StaleVersionException;
import io.aro.db.reminder.MessageIdTakenException;
import io.aro.db.workflow.RetriesExhaustedException;
import io.aro.db.workflow.WorkflowFinishedException;
import io.aro.db.workflow.WorkflowState;
import java.util.Locale;
import java.util.UUID;

/** The model's refusal; its message is the text of {@link #of}. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String INVALID = "InvalidValueException";
    private static final String MISUSE = "TransactionMisuseException";

    private Refusal(String text) {
        super(text, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** Returns whether the text is of a failed statement, which breaks an open transaction. */
    static boolean breaksTransaction(String text) {
        return text.startsWith("ConstraintViolationException") || text.equals(MISUSE);
    }

    /** Returns the type of an exception and the facts for a caller's decision. */
    static String of(AroDatabaseException thrown) {
        return switch (thrown) {
            case ConstraintViolationException e -> constraint(e.kind()).text();
            case NotFoundException e -> notFound(e.entity(), e.id()).text();
            case RefusedChangeException e -> conflict(e.id()).text();
            case IllegalTransitionException e ->
                illegalTransition(e.appointmentId(), e.from(), e.to()).text();
            case LostRaceException e ->
                lostRace(e.appointmentId(), e.actualVersion()).text();
            case StaleVersionException e ->
                stale(e.expectedVersion(), e.actualVersion()).text();
            case MessageIdTakenException e ->
                messageIdTaken(e.messageId(), e.reminderId()).text();
            case WorkflowFinishedException e ->
                workflowFinished(e.workflowId(), e.state()).text();
            case RetriesExhaustedException e ->
                retriesExhausted(e.workflowId(), e.retryCount()).text();
            default -> thrown.getClass().getSimpleName();
        };
    }

    static Refusal invalid() {
        return new Refusal(INVALID);
    }

    static Refusal misuse() {
        return new Refusal(MISUSE);
    }

    static Refusal notConfigured() {
        return new Refusal("NotConfiguredException");
    }

    static Refusal constraint(Kind kind) {
        return new Refusal("ConstraintViolationException of kind " + kind);
    }

    static Refusal notFound(String noun, UUID id) {
        return new Refusal(String.format(Locale.ROOT, "NotFoundException of %s %s", noun, id));
    }

    static Refusal conflict(UUID id) {
        return new Refusal("RefusedChangeException of " + id);
    }

    static Refusal illegalTransition(UUID id, AppointmentStatus from, AppointmentStatus to) {
        return new Refusal(String.format(Locale.ROOT, "IllegalTransitionException of %s from %s to %s", id, from, to));
    }

    static Refusal lostRace(UUID id, int version) {
        return new Refusal(String.format(Locale.ROOT, "LostRaceException of %s at %s", id, version));
    }

    static Refusal stale(int expected, int actual) {
        return new Refusal(String.format(Locale.ROOT, "StaleVersionException of %s at %s", expected, actual));
    }

    static Refusal messageIdTaken(String messageId, UUID reminder) {
        return new Refusal(String.format(Locale.ROOT, "MessageIdTakenException of %s by %s", messageId, reminder));
    }

    static Refusal workflowFinished(UUID id, WorkflowState state) {
        return new Refusal(String.format(Locale.ROOT, "WorkflowFinishedException of %s as %s", id, state));
    }

    static Refusal retriesExhausted(UUID id, int count) {
        return new Refusal(String.format(Locale.ROOT, "RetriesExhaustedException of %s after %s", id, count));
    }
}
