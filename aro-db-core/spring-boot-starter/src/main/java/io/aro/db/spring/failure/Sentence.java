package io.aro.db.spring.failure;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;
import java.util.Objects;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A message of the library, which tells the cure after its last semicolon.
 *
 * @param cause the exception with the message
 * @param description the reason, in a sentence
 * @param action the cure, in a sentence; empty if the message has none
 */
record Sentence(AroDatabaseException cause, String description, String action) {

    private static final String DIVIDER = "; ";

    static Sentence of(AroDatabaseException cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        int divider = message.lastIndexOf(DIVIDER);
        if (divider < 0) {
            return new Sentence(cause, message, "");
        }
        String action = message.substring(divider + DIVIDER.length());
        return new Sentence(
                cause,
                message.substring(0, divider) + ".",
                action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1));
    }

    /** Returns the analysis, with a further sentence of the action. */
    FailureAnalysis analysis(String further) {
        String whole = (action + " " + further).strip();
        return new FailureAnalysis(description, whole.isEmpty() ? null : whole, cause);
    }
}
