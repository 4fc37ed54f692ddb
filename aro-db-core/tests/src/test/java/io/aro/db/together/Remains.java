package io.aro.db.together;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.internal.binding.RowJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jooq.Table;
import tools.jackson.databind.JsonNode;

/**
 * The rows of the archived tables, in the database and in the archive.
 *
 * @param inDatabase the rows of the database
 * @param inArchive the rows of all segments of the archive
 */
record Remains(List<Row> inDatabase, List<Row> inArchive) {

    private static final List<Table<?>> TABLES =
            List.of(EVENTS, APPOINTMENTS, APPOINTMENT_TRANSITIONS, REMINDER_LOGS, WORKFLOW_INSTANCES, DEAD_LETTERS);

    /** A row in the form of a segment. */
    record Row(String table, JsonNode json) {

        /** Returns the table and the primary key. */
        String key() {
            return json.has("id")
                    ? table + " " + text("id")
                    : table + " " + text("appointment_id") + " " + json.get("sequence");
        }

        String text(String column) {
            return json.get(column).asString();
        }
    }

    static Remains of(AroDatabase db, Path archive) {
        List<Row> inDatabase = new ArrayList<>();
        for (Table<?> table : TABLES) {
            db.session()
                    .read(dsl -> dsl.selectFrom(table).fetch(RowJson::of))
                    .forEach(row -> inDatabase.add(new Row(table.getName(), row)));
        }
        List<Row> inArchive = new ArrayList<>();
        FileArchive files = FileArchive.in(archive);
        files.segments().forEach(segment -> files.read(segment, row -> inArchive.add(new Row(row.table(), row.row()))));
        return new Remains(inDatabase, inArchive);
    }

    Stream<Row> all() {
        return Stream.concat(inDatabase.stream(), inArchive.stream());
    }

    /** Returns the primary key of each row, with repetitions. */
    List<String> keys() {
        return all().map(Row::key).toList();
    }

    /** Returns the key of each webhook, once per effect. */
    List<String> effects() {
        return all().filter(row -> row.table().equals(EVENTS.getName()))
                .filter(row -> row.text("type").equals("key.handled"))
                .map(row -> row.json().get("data").get("key").asString())
                .toList();
    }

    /** Returns the appointments with a gap in the numbers of their transitions. */
    List<String> brokenHistories() {
        Map<String, TreeSet<Integer>> histories = new TreeMap<>();
        all().filter(row -> row.table().equals(APPOINTMENTS.getName()))
                .forEach(row -> histories.put(row.text("id"), new TreeSet<>()));
        all().filter(row -> row.table().equals(APPOINTMENT_TRANSITIONS.getName()))
                .forEach(row -> histories
                        .computeIfAbsent(row.text("appointment_id"), id -> new TreeSet<>())
                        .add(row.json().get("sequence").asInt()));
        return histories.entrySet().stream()
                .filter(history -> history.getValue().isEmpty()
                        || history.getValue().first() != 1
                        || history.getValue().last() != history.getValue().size())
                .map(Map.Entry::getKey)
                .toList();
    }
}
