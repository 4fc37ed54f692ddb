package io.aro.db.archive;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The content of a segment's manifest; immutable.
 *
 * @param id the id; ids sort by the begin of their segments
 * @param source the kind of rows: {@code events}, {@code appointments} or {@code dead_letters}
 * @param rows the number of rows by table
 * @param oldest the time of the oldest row, as used by the retention policy
 * @param newest the time of the newest row
 * @param sha256 the SHA-256 of the stored data, in lower-case hexadecimal digits
 * @param bytes the size of the stored data
 * @param sealed whether the data are sealed with the archive's keyset
 */
public record Segment(
        UUID id,
        String source,
        Map<String, Long> rows,
        Instant oldest,
        Instant newest,
        String sha256,
        long bytes,
        boolean sealed) {

    /** Copies the counts and rejects null components. */
    public Segment {
        requireNonNull(id, "id");
        requireNonNull(source, "source");
        requireNonNull(oldest, "oldest");
        requireNonNull(newest, "newest");
        requireNonNull(sha256, "sha256");
        rows = Map.copyOf(rows);
    }

    /** Returns the number of rows of all tables. */
    public long rowCount() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
