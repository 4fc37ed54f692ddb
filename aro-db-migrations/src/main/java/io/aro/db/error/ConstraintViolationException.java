package io.aro.db.error;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when a constraint of the schema refuses a row; nothing of the statement was written. */
public final class ConstraintViolationException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** The unique index of the table that has one row. */
    private static final String SINGLE_CONFIG = "idx_single_config";

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
    private final @Nullable String table;
    private final @Nullable String column;

    /**
     * Creates the exception; null stands for a part that the engine does not name.
     *
     * @param constraint the engine's name of the rule
     */
    public ConstraintViolationException(
            Kind kind,
            @Nullable String constraint,
            @Nullable String table,
            @Nullable String column,
            @Nullable Throwable cause) {
        super(sentence(kind, constraint), cause);
        this.kind = kind;
        this.constraint = constraint;
        this.table = table;
        this.column = column;
    }

    private static String sentence(Kind kind, @Nullable String constraint) {
        return SINGLE_CONFIG.equals(constraint)
                ? "The business has its configuration already, and there is one only; update it."
                : String.format(
                        Locale.ROOT,
                        "The %s rule%s refused the row; %s.",
                        kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        constraint == null ? "" : " " + constraint,
                        kind.advice);
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Returns what the engine calls the rule: a check has one name on both, a required column is {@code table.column}, and
     * for a unique key PostgreSQL has the name of the key or index, SQLite its columns ({@code customers.phone}). Meant
     * for a log, not for a decision.
     */
    public Optional<String> constraint() {
        return Optional.ofNullable(constraint);
    }

    /**
     * Returns the table whose row was refused, the same on both engines but for foreign keys.
     *
     * <p>SQLite says nothing of a foreign key. Nor does PostgreSQL of a value that its type refuses, such as a text that
     * is too long, where SQLite names the check in place of the type. Of a check in a table of a service's own, SQLite
     * says the name only.
     */
    public Optional<String> table() {
        return Optional.ofNullable(table);
    }

    /** Returns the column that the rule is about, like {@link #table}; empty for a rule about several or none. */
    public Optional<String> column() {
        return Optional.ofNullable(column);
    }
}
