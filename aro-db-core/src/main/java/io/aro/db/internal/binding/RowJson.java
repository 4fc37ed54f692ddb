package io.aro.db.internal.binding;

import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Values;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.DocumentMismatchException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of rows, the same on both engines: an object with a member for each column, under its name.
 *
 * <p>Ids and times are texts (times in UTC, as in {@code 2026-03-01T10:00:00.5Z}), decimals are numbers with two digits,
 * lists are arrays, and documents are part of the object.
 */
public final class RowJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RowJson() {}

    /** Returns the row as an object. */
    public static ObjectNode of(Record row) {
        ObjectNode object = NODES.objectNode();
        for (Field<?> field : row.fields()) {
            object.set(field.getName(), node(row.get(field)));
        }
        return object;
    }

    /**
     * Returns the row of an object; a column without a member is left to its default.
     *
     * @throws DocumentMismatchException if it is not a row of the table, or has a column more, whose value would be lost
     */
    public static <R extends Record> R read(Table<R> table, JsonNode object) {
        for (String name : object.propertyNames()) {
            if (table.field(DSL.name(name)) == null) {
                throw new DocumentMismatchException("column " + name, "a row of " + table.getName());
            }
        }
        R row = table.newRecord();
        for (Field<?> field : table.fields()) {
            JsonNode member = object.get(field.getName());
            if (member != null) {
                set(row, field, member);
            }
        }
        return row;
    }

    private static JsonNode node(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case Boolean flag -> NODES.booleanNode(flag);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case BigDecimal number -> NODES.numberNode(number);
            case JSONB document -> Json.read(document.data(), JsonNode.class);
            case AppointmentStatus status -> NODES.stringNode(status.literal());
            case List<?> list -> array(list);
            default -> NODES.stringNode(value.toString());
        };
    }

    private static ArrayNode array(List<?> list) {
        ArrayNode array = NODES.arrayNode();
        list.forEach(element -> array.add(node(element)));
        return array;
    }

    private static <T> void set(Record row, Field<T> field, JsonNode member) {
        try {
            row.set(field, field.getType().cast(value(field, member)));
        } catch (IllegalArgumentException | ClassCastException | DateTimeException e) {
            // The cause may quote the value, so it is dropped.
            throw new DocumentMismatchException(field.getName(), field.getType().getSimpleName());
        }
    }

    private static @Nullable Object value(Field<?> field, JsonNode member) {
        Class<?> type = field.getType();
        if (type == JSONB.class) {
            return member.isNull() && field.getDataType().nullable() ? null : JSONB.jsonb(Json.write(member));
        }
        if (member.isNull()) {
            return null;
        }
        if (type == UUID.class) {
            return UUID.fromString(text(member));
        }
        if (type == Instant.class) {
            return time(text(member));
        }
        if (type == AppointmentStatus.class) {
            return AppointmentStatus.of(text(member));
        }
        if (type == List.class) {
            return list(field, member);
        }
        return Json.as(type, member, field.getName());
    }

    /** Refuses a time that would be cut: a row is read back exactly or not at all. */
    private static Instant time(String text) {
        Instant time = Instant.parse(text);
        if (!Values.isStorable(time) || !Values.instant("a time", time).equals(time)) {
            throw new DateTimeException("The time cannot be stored.");
        }
        return time;
    }

    private static List<?> list(Field<?> field, JsonNode member) {
        List<String> texts = member.valueStream().map(RowJson::text).toList();
        return field.getBinding() instanceof ColumnBindings.StatusList
                ? texts.stream().map(AppointmentStatus::of).toList()
                : texts;
    }

    private static String text(JsonNode member) {
        return Objects.requireNonNull(member.asString());
    }
}
