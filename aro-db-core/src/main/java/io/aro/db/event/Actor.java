package io.aro.db.event;

import io.aro.db.internal.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * The originator of a change.
 *
 * @param kind what sort of actor it is
 * @param id which one, at most 255 characters: a job, a person's account, a provider
 */
public record Actor(Kind kind, @Nullable String id) {

    /** The sorts of actor. */
    public enum Kind {
        SYSTEM("system"),
        USER("user"),
        ADMIN("admin"),
        WEBHOOK("webhook");

        private final String literal;

        Kind(String literal) {
            this.literal = literal;
        }

        /** Returns the literal in the database. */
        public String literal() {
            return literal;
        }

        /** Returns the kind that the database's word stands for. */
        public static Kind of(String literal) {
            return Values.constant(values(), Kind::literal, "actor", literal);
        }
    }

    /** Checks the length of the id. */
    public Actor {
        id = Values.optionalText("actor id", id, 255);
    }

    /** Returns a job or service of ours. */
    public static Actor system(String id) {
        return new Actor(Kind.SYSTEM, id);
    }

    /** Returns a person who works with the business. */
    public static Actor user(String id) {
        return new Actor(Kind.USER, id);
    }

    /** Returns a person who runs the installation. */
    public static Actor admin(String id) {
        return new Actor(Kind.ADMIN, id);
    }

    /** Returns a provider that called us, such as {@code twilio}. */
    public static Actor webhook(String id) {
        return new Actor(Kind.WEBHOOK, id);
    }
}
