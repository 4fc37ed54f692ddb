package io.aro.db.retention;

import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.ArchivedRow;
import io.aro.db.archive.Segment;
import io.aro.db.connection.Connections;
import io.aro.db.connection.Session;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.NotFoundException;
import io.aro.db.hold.RetentionLock;
import io.aro.db.privacy.RepeatedErasure;
import io.aro.db.repository.BatchInsert;
import io.aro.db.schema.tables.records.ArchiveSegmentsRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jooq.Table;
import tools.jackson.databind.JsonNode;

/** Checks the archive against what the database knows of it, and puts rows back; thread-safe. */
public final class ArchivedSegments {

    private final Connections connections;
    private final ArchiveSink sink;

    ArchivedSegments(Connections connections, ArchiveSink sink) {
        this.connections = connections;
        this.sink = sink;
    }

    /**
     * Returns the segments of the archive, in the order they were begun.
     *
     * @throws ArchiveException if the archive cannot be read
     */
    public List<Segment> findAll() {
        return sink.segments();
    }

    /**
     * Hands on the rows of a segment one at a time.
     *
     * @throws NotFoundException if the archive has no such segment
     * @throws ArchiveException if it is not what its manifest says, which may show only at its end
     */
    public void read(UUID id, Consumer<ArchivedRow> reader) {
        sink.read(get(id), reader);
    }

    /**
     * Reads the whole archive and says whether every segment is there, unharmed, and recorded by the database.
     *
     * <p>It needs little memory, and as much time as the reading of all files.
     */
    public ArchiveCheck verify() {
        new Recovery(connections, sink).run();
        Map<UUID, Segment> segments =
                sink.segments().stream().collect(Collectors.toMap(Segment::id, Function.identity()));
        List<ArchiveSegmentsRecord> recorded = Ledger.counting(connections.session());
        List<String> problems = new ArrayList<>();
        long rows = 0;
        for (ArchiveSegmentsRecord row : recorded) {
            Segment segment = segments.remove(row.getId());
            if (segment == null) {
                problems.add("The segment %s of %s is missing; put it back from a copy of the archive."
                        .formatted(row.getId(), row.getSource()));
            } else {
                rows += check(segment, row, problems);
            }
        }
        segments.keySet()
                .forEach(id ->
                        problems.add("The segment %s is not recorded by this database; it may belong to another one."
                                .formatted(id)));
        return new ArchiveCheck(recorded.size(), rows, problems);
    }

    /**
     * Puts the rows of a segment back into the database in one transaction, takes it out of the archive, and returns how
     * many rows they were.
     *
     * <p>What is about a customer who was erased since is erased again. The next retention run archives the rows anew if
     * its policy says so.
     *
     * @throws NotFoundException if the archive has no such segment, or its rows are back already
     * @throws ArchiveException if it is not what its manifest says; nothing is put back then
     * @throws ConstraintViolationException if what a row belongs to is gone, or a row with its key is there
     */
    public long restore(UUID id) {
        Segment segment = get(id);
        sink.read(segment, row -> {});
        connections.<Boolean, RuntimeException>inTransaction(tx -> {
            RetentionLock.take(tx);
            if (!Ledger.restore(tx, id)) {
                throw new NotFoundException("archive segment", id);
            }
            Restoration restoration = new Restoration(tx);
            sink.read(segment, restoration::add);
            restoration.finish();
            return true;
        });
        sink.withdraw(segment);
        return segment.rowCount();
    }

    private Segment get(UUID id) {
        return sink.segments().stream()
                .filter(segment -> segment.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("archive segment", id));
    }

    private long check(Segment segment, ArchiveSegmentsRecord row, List<String> problems) {
        if (!segment.sha256().equals(row.getSha256()) || segment.rowCount() != row.getRowCount()) {
            problems.add("The segment %s is not the one that the database recorded; put it back from a copy."
                    .formatted(segment.id()));
            return 0;
        }
        try {
            sink.read(segment, any -> {});
            return segment.rowCount();
        } catch (ArchiveException e) {
            problems.add(String.valueOf(e.getMessage()));
            return 0;
        }
    }

    /** Inserts the rows of a segment, a batch of one table at a time. */
    private static final class Restoration {

        private static final int BATCH = 500;

        private final Session tx;
        private final List<Record> batch = new ArrayList<>(BATCH);
        private final Set<UUID> entities = new HashSet<>();
        private String table = "";

        Restoration(Session tx) {
            this.tx = tx;
        }

        void add(ArchivedRow row) {
            if (batch.size() == BATCH || !row.table().equals(table)) {
                send();
                table = row.table();
            }
            batch.add(ArchivedTables.read(row));
            remember(row.row());
        }

        void finish() {
            send();
            RepeatedErasure.apply(tx, entities);
        }

        /** Events name what they are about; an appointment its customer, and what belongs to it the appointment. */
        private void remember(JsonNode row) {
            for (String column : List.of("entity_id", "customer_id", "appointment_id")) {
                JsonNode id = row.get(column);
                if (id != null && id.isString()) {
                    entities.add(UUID.fromString(id.asString()));
                }
            }
        }

        private void send() {
            if (!batch.isEmpty()) {
                insert(ArchivedTables.named(table));
                batch.clear();
            }
        }

        private <R extends Record> void insert(Table<R> rows) {
            new BatchInsert<>(tx, rows).insert(batch.stream().map(row -> row.into(rows)));
        }
    }
}
