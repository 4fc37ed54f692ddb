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
 * JSON form of rows, identical on both engines: an object with one member per column, under the column's name.
 *
 * <p>Ids and times are strings, with times in UTC, such as {@code 2026-03-01T10:00:00.5Z}. Decimals are numbers with
 * two fraction digits, lists are arrays, and documents are embedded.
 */
public final class RowJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RowJson() {}

    /** Returns the row as a JSON object. */
    public static ObjectNode of(Record row) {
        ObjectNode object = NODES.objectNode();
        for (Field<?> field : row.fields()) {
            object.set(field.getName(), node(row.get(field)));
        }
        return object;
    }

    /**
     * Returns the row of a JSON object. Columns without a member keep their default.
     *
     * @throws DocumentMismatchException if the object is not a row of the table, or has an unknown column with a value
     *     to lose
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
            // Drops the cause, because it may quote the value.
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

    /** Returns the time if exactly storable: a row is restored exactly or not at all. */
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
