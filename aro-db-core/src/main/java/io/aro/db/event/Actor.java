package io.aro.db.event;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * The originator of a change.
 *
 * @param kind the kind of actor
 * @param id the id of a job, account or provider, at most 255 characters
 */
public record Actor(Kind kind, @Nullable String id) {

    /** The kinds of actor. */
    public enum Kind {
        /** A job or service. */
        SYSTEM("system"),
        /** A person working with the business. */
        USER("user"),
        /** An administrator of the installation. */
        ADMIN("admin"),
        /** A provider calling a webhook. */
        WEBHOOK("webhook");

        private final String literal;

        Kind(String literal) {
            this.literal = literal;
        }

        /** Returns the literal in the database, such as {@code user}. */
        public String literal() {
            return literal;
        }

        /**
         * Returns the kind of a database literal.
         *
         * @throws InvalidValueException if the literal is unknown
         */
        public static Kind of(String literal) {
            return Values.constant(values(), Kind::literal, "actor", literal);
        }
    }

    /**
     * Checks the length of the id.
     *
     * @throws InvalidValueException if the id is longer than 255 characters
     */
    public Actor {
        id = Values.optionalText("actor id", id, 255);
    }

    /** Returns an actor for a job or service of the host application. */
    public static Actor system(String id) {
        return new Actor(Kind.SYSTEM, id);
    }

    /** Returns an actor for a person working with the business. */
    public static Actor user(String id) {
        return new Actor(Kind.USER, id);
    }

    /** Returns an actor for an administrator of the installation. */
    public static Actor admin(String id) {
        return new Actor(Kind.ADMIN, id);
    }

    /** Returns an actor for a provider calling a webhook, such as {@code twilio}. */
    public static Actor webhook(String id) {
        return new Actor(Kind.WEBHOOK, id);
    }
}
