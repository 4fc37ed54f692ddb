package io.aro.db.error;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when a constraint of the schema rejects a row. The statement wrote nothing. */
public final class ConstraintViolationException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** The unique index of the table with a single row. */
    private static final String SINGLE_CONFIG = "idx_single_config";

    /** The kind of constraint, the same on both engines. */
    public enum Kind {
        /** Another row already has the value. */
        UNIQUE("choose another value or use the existing row"),
        /** The referenced row does not exist, or a row with references to it was deleted. */
        FOREIGN_KEY("insert the referenced row first, or delete its dependants first"),
        /** A value is outside its list, range, length or format. */
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
     * Creates the exception. A part not named by the engine is null.
     *
     * @param constraint the engine's name for the constraint
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
                ? "The business configuration already exists; update it."
                : String.format(
                        Locale.ROOT,
                        "The %s constraint%s rejected the row; %s.",
                        kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        constraint == null ? "" : " " + constraint,
                        kind.advice);
    }

    /** Returns the kind of the violated constraint. */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the engine's name for the constraint. Use it in logs, not in decisions.
     *
     * <p>A check has the same name on both engines. A required column is {@code table.column}. For a unique
     * key, PostgreSQL names the key or index and SQLite the columns, as in {@code customers.phone}.
     */
    public Optional<String> constraint() {
        return Optional.ofNullable(constraint);
    }

    /**
     * Returns the table of the rejected row, the same on both engines except for foreign keys.
     *
     * <p>SQLite never names the table of a foreign key. PostgreSQL does not name the table of a value
     * rejected by its type, such as a text beyond its length. For the same value SQLite names the check used
     * in place of the type. For a check in a table of the host application, SQLite reports only its name.
     */
    public Optional<String> table() {
        return Optional.ofNullable(table);
    }

    /**
     * Returns the constrained column, with the limits of {@link #table}. Empty for a constraint on several
     * columns or on none.
     */
    public Optional<String> column() {
        return Optional.ofNullable(column);
    }
}
