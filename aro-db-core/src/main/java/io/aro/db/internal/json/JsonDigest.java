package io.aro.db.internal.json;

import io.aro.db.refusal.InvalidValueException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * The digest of the meaning of a JSON document: equal for two documents if and only if they are equal as JSON.
 *
 * <p>The order of members, white space and escapes do not count, and numbers count by their value; the order of elements
 * counts. The document is read once, token by token. Each object and array is replaced by its own digest as it ends, so that
 * only open members and elements are held.
 */
public final class JsonDigest {

    /** The depth that Jackson reads and writes unless told otherwise. */
    private static final int DEEPEST = 500;

    private static final int LONGEST_PLACE = 200;
    private static final Pattern LINE_BREAKING = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    /** Its own limits are off, since this class has others, and names the place. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private final @Nullable Selection parts;
    private final String what;
    private final CanonicalEncoder out = new CanonicalEncoder();
    private final List<String> pointers;
    private final List<byte @Nullable []> chosen = new ArrayList<>();

    private JsonDigest(JsonParser parser, @Nullable Selection parts, String what) {
        this.parser = parser;
        this.parts = parts;
        this.what = what;
        this.pointers = parts == null ? List.of() : parts.pointers;
        pointers.forEach(pointer -> chosen.add(null));
    }

    /**
     * The parts of a JSON document that count: those that pointers select, or all but those; immutable.
     *
     * <p>The tree of pointers is made once, so that a document only follows it.
     */
    public static final class Selection {

        private final List<String> pointers;
        private final boolean chosen;
        private final Place root = new Place();

        private Selection(List<String> pointers, boolean chosen) {
            this.pointers = pointers;
            this.chosen = chosen;
            for (int i = 0; i < pointers.size(); i++) {
                Place place = root;
                for (JsonPointer rest = JsonPointer.compile(pointers.get(i)); !rest.matches(); rest = rest.tail()) {
                    place = place.inner.computeIfAbsent(rest.getMatchingProperty(), name -> new Place());
                }
                place.number = i;
            }
        }

        /** Returns the selection of the parts at the pointers, each of which must be present. */
        public static Selection only(List<String> pointers) {
            return new Selection(JsonPointers.checked(pointers), true);
        }

        /** Returns the selection of everything but the parts at the pointers, which may be absent. */
        public static Selection except(List<String> pointers) {
            return new Selection(JsonPointers.checked(pointers), false);
        }
    }

    /** A place that a pointer selects or leads through. */
    private static final class Place {

        private final Map<String, Place> inner = new HashMap<>();

        /** The number of the pointer that selects it; negative if it only leads through. */
        private int number = -1;
    }

    private record Member(String name, int from, int to) {}

    /**
     * Returns the digest of a text; nothing if it is not JSON.
     *
     * @param parts the parts that count; all of them if null
     * @param what the name of the document in messages
     * @throws InvalidValueException if it has two members of one name, a text with a lone surrogate or a NUL character, a
     *     number of more than 310 characters or 18 digits of its exponent, a depth of more than 500, or nothing where a chosen part should be; the
     *     place is named, and the value is not
     */
    public static Optional<byte[]> of(String text, @Nullable Selection parts, String what) {
        return of(FACTORY.createParser(ObjectReadContext.empty(), text), parts, what);
    }

    /** Returns the digest of a text that is backed by an array, like {@link #of(String, Selection, String)}. */
    public static Optional<byte[]> of(CharBuffer text, @Nullable Selection parts, String what) {
        int offset = text.arrayOffset() + text.position();
        return of(FACTORY.createParser(ObjectReadContext.empty(), text.array(), offset, text.remaining()), parts, what);
    }

    private static Optional<byte[]> of(JsonParser source, @Nullable Selection parts, String what) {
        try (JsonParser parser = source) {
            return new JsonDigest(parser, parts, what).print();
        } catch (StreamConstraintsException e) {
            // Jackson's own message may quote the document, so it is dropped.
            throw new InvalidValueException(what, "must be JSON within the limits of its reader");
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> print() {
        if (parser.nextToken() == null) {
            return Optional.empty();
        }
        boolean isChosen = parts != null && parts.chosen;
        value(parts == null ? null : parts.root, !isChosen, 0);
        if (parser.nextToken() != null) {
            return Optional.empty();
        }
        if (isChosen) {
            appendChosen();
        }
        return Optional.of(out.digest(isChosen ? 'p' : 'j'));
    }

    private void appendChosen() {
        out.head('p', chosen.size());
        for (int i = 0; i < chosen.size(); i++) {
            String pointer = pointers.get(i);
            byte[] part = chosen.get(i);
            if (part == null) {
                throw new InvalidValueException(place(pointer), "must be present, since it identifies the request");
            }
            text(pointer);
            out.append(part);
        }
    }

    private void value(@Nullable Place place, boolean outerCounts, int depth) {
        boolean selected = place != null && place.number >= 0;
        boolean counts = outerCounts || selected;
        if (!counts && place == null) {
            parser.skipChildren();
            return;
        }
        if (depth > DEEPEST) {
            throw refused(String.format(Locale.ROOT, "must not be deeper than %s objects and arrays", DEEPEST));
        }
        int from = out.length();
        switch (parser.currentToken()) {
            case START_OBJECT -> object(place, counts, depth);
            case START_ARRAY -> array(place, counts, depth);
            case VALUE_STRING -> text();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> out.append((byte) 't');
            case VALUE_FALSE -> out.append((byte) 'f');
            case VALUE_NULL -> out.append((byte) 'z');
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("No value of JSON begins with " + parser.currentToken() + ".");
        }
        if (place != null && selected) {
            chosen.set(place.number, out.copy(from));
        }
        if (!outerCounts) {
            out.cut(from);
        }
    }

    private void object(@Nullable Place place, boolean counts, int depth) {
        int from = out.length();
        List<Member> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Place inner = place == null ? null : place.inner.get(name);
            if (leavesOut(inner) || (!counts && inner == null)) {
                parser.nextToken();
                parser.skipChildren();
                continue;
            }
            int start = out.length();
            text(name);
            parser.nextToken();
            value(inner, counts, depth + 1);
            members.add(new Member(name, start, out.length()));
        }
        members.sort(Comparator.comparing(Member::name));
        requireDistinct(members);
        members.forEach(member -> out.feed(member.from(), member.to()));
        out.end('o', members.size(), from);
    }

    private void requireDistinct(List<Member> members) {
        for (int i = 1; i < members.size(); i++) {
            String name = members.get(i).name();
            if (name.equals(members.get(i - 1).name())) {
                String object = parser.streamReadContext().pathAsPointer().toString();
                throw new InvalidValueException(
                        place(object + "/" + name.replace("~", "~0").replace("/", "~1")),
                        "must be the only member of its name");
            }
        }
    }

    private void array(@Nullable Place place, boolean counts, int depth) {
        int from = out.length();
        int index = 0;
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Place inner = place == null ? null : place.inner.get(Integer.toString(index));
            index++;
            if (leavesOut(inner)) {
                parser.skipChildren();
                continue;
            }
            value(inner, counts, depth + 1);
            count++;
        }
        out.feed(from, out.length());
        out.end('a', count, from);
    }

    private boolean leavesOut(@Nullable Place place) {
        return parts != null && !parts.chosen && place != null && place.number >= 0;
    }

    private void text() {
        if (!out.text('s', parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength())) {
            throw refused("must be Unicode text without NUL characters");
        }
    }

    private void text(String name) {
        if (!out.text('s', name.toCharArray(), 0, name.length())) {
            throw refused("must have a name of Unicode text without NUL characters");
        }
    }

    private void number() {
        char[] chars = parser.getStringCharacters();
        if (!out.number('n', chars, parser.getStringOffset(), parser.getStringLength())) {
            throw refused(String.format(
                    Locale.ROOT,
                    "must be a number of at most %s characters and an exponent of at most %s digits",
                    CanonicalEncoder.LONGEST_NUMBER,
                    CanonicalEncoder.EXPONENT_DIGITS));
        }
    }

    private InvalidValueException refused(String rule) {
        return new InvalidValueException(
                place(parser.streamReadContext().pathAsPointer().toString()), rule);
    }

    private String place(String pointer) {
        String line = LINE_BREAKING.matcher(pointer).replaceAll(" ");
        String shown = line.length() > LONGEST_PLACE ? line.substring(0, LONGEST_PLACE) + "…" : line;
        return pointer.isEmpty() ? what : String.format(Locale.ROOT, "%s at %s", what, shown);
    }
}
