package io.aro.db.spring.failure;

import org.jspecify.annotations.Nullable;

/** Thrown when the service cannot start with its properties and beans. */
public final class RefusedStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String description;
    private final String action;

    /**
     * Creates the exception.
     *
     * @param description the reason, in a sentence
     * @param action the cure, in a sentence
     */
    public RefusedStartException(String description, String action) {
        this(description, action, null);
    }

    /** Creates the exception with a cause. */
    public RefusedStartException(String description, String action, @Nullable Throwable cause) {
        super(description + " " + action, cause);
        this.description = description;
        this.action = action;
    }

    /** Returns the reason, in a sentence. */
    public String description() {
        return description;
    }

    /** Returns the cure, in a sentence. */
    public String action() {
        return action;
    }
}
