package io.aro.db.privacy.internal;

import io.aro.db.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The texts that an erasure has taken out of the rows, in the pieces by which a file is searched for them.
 *
 * <p>A text of more than 24 characters is looked for by pieces of 24, one every 64 and the last, since the engine may have
 * spread it over several pages and written over a part. Whatever is left of 88 characters in a row holds a whole piece.
 * Texts of less than 6 bytes are in every file by chance and not looked for.
 */
final class FormerTexts {

    static final int SHORTEST = 6;

    private static final int PIECE = 24;
    private static final int STRIDE = 64;

    private final Map<String, String> columns = new LinkedHashMap<>();

    /** Takes note of a value, and of what stands in its place. */
    void take(Field<?> column, @Nullable Object before, @Nullable Object after) {
        Set<String> gone = texts(before);
        gone.removeAll(texts(after));
        gone.forEach(text -> cut(text, nameOf(column)));
    }

    /** Forgets a text that stays in the database as evidence. */
    void keep(String text) {
        columns.remove(text);
    }

    /** Returns each piece, as it stands in a file, and the column that it was in. */
    Map<String, String> columns() {
        return columns;
    }

    private static String nameOf(Field<?> column) {
        return column instanceof TableField<?, ?> field && field.getTable() != null
                ? field.getTable().getName() + "." + column.getName()
                : column.getName();
    }

    private void cut(String text, String column) {
        if (text.length() <= PIECE) {
            add(text, column);
            return;
        }
        for (int from = 0; from + PIECE <= text.length(); from += STRIDE) {
            add(piece(text, from), column);
        }
        add(piece(text, text.length() - PIECE), column);
    }

    /** Leaves out half of a surrogate pair at either end. */
    private static String piece(String text, int from) {
        int end = from + PIECE;
        int first = Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
        return text.substring(first, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    void add(String piece, String column) {
        if (piece.getBytes(StandardCharsets.UTF_8).length >= SHORTEST && !Redaction.isHarmless(piece)) {
            columns.putIfAbsent(piece, column);
        }
    }

    private static Set<String> texts(@Nullable Object value) {
        Set<String> texts = new LinkedHashSet<>();
        switch (value) {
            case String text -> texts.add(text);
            case JSONB document -> collect(Json.read(document.data(), JsonNode.class), texts);
            case List<?> list -> list.forEach(element -> texts.add(escaped(String.valueOf(element))));
            case null, default -> {}
        }
        return texts;
    }

    private static void collect(JsonNode node, Set<String> texts) {
        if (node.isObject()) {
            node.propertyNames().forEach(name -> texts.add(escaped(name)));
        }
        node.forEach(member -> collect(member, texts));
        if (node.isString() || node.isNumber()) {
            texts.add(escaped(node.asString()));
        }
    }

    /** A document is stored as text, with its escapes. */
    private static String escaped(String text) {
        String quoted = Json.print(text);
        return quoted.substring(1, quoted.length() - 1);
    }
}
