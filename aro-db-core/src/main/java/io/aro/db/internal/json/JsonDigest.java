package io.aro.db.internal.json;

import io.aro.db.refusal.InvalidValueException;
import java.util.ArrayList;
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
 * The semantic digest of a JSON document. Two documents have the same digest exactly if they are equal as JSON.
 *
 * <p>Member order, white space and escapes are insignificant; element order is significant. Numbers are compared by
 * value. The document is read once, token by token. Each completed object or array is replaced by its own digest, so
 * memory is bounded by the open members and elements.
 */
public final class JsonDigest {

    /** Maximum depth; the default of Jackson. */
    private static final int DEEPEST = 500;

    private static final int LONGEST_PLACE = 200;
    private static final Pattern LINE_BREAKING = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    /** Jackson's limits are off: this class enforces its own limits and names the offending place. */
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
    private final String label;
    private final CanonicalEncoder out;
    private final OpenMembers members = new OpenMembers();
    private final List<String> pointers;
    private final List<byte @Nullable []> chosen = new ArrayList<>();

    private JsonDigest(JsonParser parser, int length, @Nullable Selection parts, String label) {
        this.parser = parser;
        this.out = new CanonicalEncoder(length);
        this.parts = parts;
        this.label = label;
        this.pointers = parts == null ? List.of() : parts.pointers;
        pointers.forEach(pointer -> chosen.add(null));
    }

    /**
     * The significant parts of a JSON document: only the parts at the pointers, or all except these. Immutable.
     *
     * <p>The tree of pointers is built once and followed by each document.
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

        /**
         * Returns the selection of the parts at the pointers. Each part must be present.
         *
         * @throws InvalidValueException if there is no pointer, or a pointer is invalid
         */
        public static Selection only(List<String> pointers) {
            return new Selection(JsonPointers.checked(pointers), true);
        }

        /**
         * Returns the selection of all except the parts at the pointers. The parts may be absent.
         *
         * @throws InvalidValueException if there is no pointer, or a pointer is invalid
         */
        public static Selection except(List<String> pointers) {
            return new Selection(JsonPointers.checked(pointers), false);
        }
    }

    /** A node in the tree of pointers, selected by a pointer or on the path to a selected node. */
    private static final class Place {

        private final Map<String, Place> inner = new HashMap<>();

        /** The index of the selecting pointer; negative for a node only on the path. */
        private int number = -1;
    }

    /**
     * Returns the digest of a text, or empty if the text is not JSON.
     *
     * @param parts the significant parts; null for all
     * @param label the name of the document in messages
     * @throws InvalidValueException if the document has duplicate member names, a text with a lone surrogate or a NUL,
     *     a number of more than 310 characters or 18 exponent digits, a depth above 500, or a missing selected part.
     *     The message names the place, never the value.
     */
    public static Optional<byte[]> of(String text, @Nullable Selection parts, String label) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new JsonDigest(parser, text.length(), parts, label).print();
        } catch (StreamConstraintsException e) {
            // Jackson's own message may quote the document, so it is dropped.
            throw new InvalidValueException(label, "must be JSON within the limits of Jackson");
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
            out.text('s', pointer.toCharArray(), 0, pointer.length());
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
            case VALUE_STRING -> text("must be Unicode text without NUL characters");
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
        int first = members.count();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Place inner = place == null ? null : place.inner.get(name);
            if (leavesOut(inner) || (!counts && inner == null)) {
                parser.nextToken();
                parser.skipChildren();
                continue;
            }
            int start = out.length();
            text("must have a name of Unicode text without NUL characters");
            parser.nextToken();
            value(inner, counts, depth + 1);
            members.push(name, start, out.length());
        }
        int count = members.count() - first;
        String repeated = members.sort(first);
        if (repeated != null) {
            String object = parser.streamReadContext().pathAsPointer().toString();
            throw new InvalidValueException(
                    place(object + "/" + repeated.replace("~", "~0").replace("/", "~1")),
                    "must be the only member of its name");
        }
        members.feed(first, out);
        out.end('o', count, from);
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

    /** Appends the current name or text, or throws an exception with the rule. */
    private void text(String rule) {
        char[] chars = parser.getStringCharacters();
        if (!out.text('s', chars, parser.getStringOffset(), parser.getStringLength())) {
            throw refused(rule);
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
        return pointer.isEmpty() ? label : String.format(Locale.ROOT, "%s at %s", label, shown);
    }
}
