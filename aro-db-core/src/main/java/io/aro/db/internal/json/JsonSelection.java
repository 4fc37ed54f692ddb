package io.aro.db.internal.json;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * The parts of a JSON document that count: those that pointers select, or all but those; immutable.
 *
 * <p>Pointers are those of <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>: {@code /items/0/id}, with
 * {@code ~1} for a slash in a name and {@code ~0} for a tilde.
 */
public final class JsonSelection {

    private static final Pattern POINTER = Pattern.compile("(?:/(?:[^~/]|~[01])*)*");

    private static final int LONGEST = 1000;

    private final List<String> pointers;
    private final boolean chosen;

    private JsonSelection(List<String> pointers, boolean chosen) {
        this.pointers = pointers;
        this.chosen = chosen;
    }

    /**
     * The rest of a pointer below the value at hand.
     *
     * @param number the place of the pointer in the list
     * @param rest the rest; empty if it selects the value at hand
     */
    record Tail(int number, JsonPointer rest) {}

    /** Returns the selection of the parts at the pointers, each of which must be present. */
    public static JsonSelection only(List<String> pointers) {
        return new JsonSelection(checked(pointers), true);
    }

    /** Returns the selection of everything but the parts at the pointers, which may be absent. */
    public static JsonSelection except(List<String> pointers) {
        return new JsonSelection(checked(pointers), false);
    }

    /**
     * Returns the pointers in one order, each once.
     *
     * @throws InvalidValueException if there is none, or one is no pointer
     */
    public static List<String> checked(List<String> pointers) {
        if (pointers.isEmpty()) {
            throw new InvalidValueException("the JSON pointers", "must be at least one");
        }
        for (String pointer : pointers) {
            Values.optionalText("a JSON pointer", pointer, LONGEST);
            if (!POINTER.matcher(pointer).matches()) {
                throw new InvalidValueException(
                        "a JSON pointer",
                        "must be empty or begin with a slash, with ~0 for a tilde and ~1 for a slash");
            }
        }
        return pointers.stream().distinct().sorted().toList();
    }

    List<String> pointers() {
        return pointers;
    }

    /** Tells whether only the parts at the pointers count. */
    boolean isChosen() {
        return chosen;
    }

    List<Tail> start() {
        List<Tail> tails = new ArrayList<>();
        for (String pointer : pointers) {
            tails.add(new Tail(tails.size(), JsonPointer.compile(pointer)));
        }
        return tails;
    }

    static List<Tail> ofMember(List<Tail> tails, String name) {
        List<Tail> inner = List.of();
        for (Tail tail : tails) {
            inner = with(inner, tail, tail.rest().matchProperty(name));
        }
        return inner;
    }

    static List<Tail> ofElement(List<Tail> tails, int index) {
        List<Tail> inner = List.of();
        for (Tail tail : tails) {
            inner = with(inner, tail, tail.rest().matchElement(index));
        }
        return inner;
    }

    private static List<Tail> with(List<Tail> tails, Tail outer, @Nullable JsonPointer rest) {
        if (rest == null) {
            return tails;
        }
        List<Tail> more = new ArrayList<>(tails);
        more.add(new Tail(outer.number(), rest));
        return more;
    }

    /** Tells whether the value at hand does not count. */
    boolean leavesOut(List<Tail> tails) {
        return !chosen && tails.stream().anyMatch(tail -> tail.rest().matches());
    }
}
