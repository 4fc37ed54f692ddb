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
 * Erased texts, cut into pieces for a search of the database files; not thread-safe.
 *
 * <p>Texts over 24 characters are cut into pieces of 24: a piece every 64 characters, and the last 24. The engine may
 * have split a text over several pages and overwritten a part. Any remainder of 88 consecutive characters contains a
 * whole piece. Texts under 6 bytes are skipped, because they occur in every file by chance.
 */
final class FormerTexts {

    static final int SHORTEST = 6;

    private static final int PIECE = 24;
    private static final int STRIDE = 64;

    private final Map<String, String> columns = new LinkedHashMap<>();

    /**
     * Adds the texts of an erased value.
     *
     * @param column the column of the value
     * @param before the value before the erasure: a text, a JSON document or a list
     * @param after the value in its place; its texts are not added
     */
    void take(Field<?> column, @Nullable Object before, @Nullable Object after) {
        Set<String> gone = texts(before);
        gone.removeAll(texts(after));
        gone.forEach(text -> cut(text, nameOf(column)));
    }

    /** Removes a text kept in the database as evidence. */
    void keep(String text) {
        columns.remove(text);
    }

    /** Returns the pieces in their stored form, each with its former column. */
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

    /** Returns a piece without half a surrogate pair at either end. */
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

    /** Returns a text as stored within a JSON document, with JSON escapes. */
    private static String escaped(String text) {
        String quoted = Json.print(text);
        return quoted.substring(1, quoted.length() - 1);
    }
}
