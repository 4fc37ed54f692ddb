package io.aro.db.error;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that a row was refused by a constraint of the schema; nothing of the statement was written. */
public final class ConstraintViolationException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** The kind of rule that refused the row; the same on both engines. */
    public enum Kind {
        /** Another row already has the value. */
        UNIQUE("choose another value or read the row that is there"),
        /** The row points to one that is not there, or one that is still pointed to was removed. */
        FOREIGN_KEY("write the row that it refers to first"),
        /** A value is outside its list, range, length or form. */
        CHECK("correct the value"),
        /** A required value is missing. */
        NOT_NULL("supply the value");

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }
    }

    private final Kind kind;
    private final @Nullable String constraint;

    ConstraintViolationException(Kind kind, @Nullable String constraint, Throwable cause) {
        super(
                "The %s rule%s refused the row; %s."
                        .formatted(
                                kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                constraint == null ? "" : " " + constraint,
                                kind.advice),
                cause);
        this.kind = kind;
        this.constraint = constraint;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Returns what the engine calls the rule: PostgreSQL names the constraint or index, SQLite the check or the columns
     * ({@code customers.phone}). Meant for a log, not for a decision.
     */
    public Optional<String> constraint() {
        return Optional.ofNullable(constraint);
    }
}
