package io.aro.db.retention;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.internal.binding.RowJson;
import io.aro.db.retention.internal.ArchivedTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Table;
import tools.jackson.databind.node.ObjectNode;

/** The rows of the database and of the archive, as sorted lines in one form. */
final class Everything {

    private Everything() {}

    /** Returns the rows of the archived tables in the database. */
    static List<String> in(AroDatabase db) {
        List<String> lines = new ArrayList<>();
        for (Table<?> table : ArchivedTables.ALL) {
            db.session()
                    .read(dsl -> dsl.selectFrom(table).fetch(RowJson::of))
                    .forEach(row -> add(lines, table.getName(), row));
        }
        return lines.stream().sorted().toList();
    }

    /** Returns the rows in the archive. */
    static List<String> in(Path archive) {
        FileArchive files = FileArchive.in(archive);
        List<String> lines = new ArrayList<>();
        files.segments()
                .forEach(segment -> files.read(segment, row -> add(lines, row.table(), (ObjectNode) row.row())));
        return lines.stream().sorted().toList();
    }

    /** Returns the rows of one segment, prepared or committed. */
    static List<String> in(FileArchive files, Segment segment) {
        List<String> lines = new ArrayList<>();
        files.read(segment, row -> add(lines, row.table(), (ObjectNode) row.row()));
        return lines;
    }

    /** Returns the rows of both together. */
    static List<String> in(AroDatabase db, Path archive) {
        List<String> lines = new ArrayList<>(in(db));
        lines.addAll(in(archive));
        return lines.stream().sorted().toList();
    }

    /** Adds a line, without the time of archival, which retention sets. */
    private static void add(List<String> lines, String table, ObjectNode row) {
        row.remove("archived_at");
        lines.add(table + " " + row);
    }
}
