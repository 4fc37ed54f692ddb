package io.aro.db.archive;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A segment of the archive, as its manifest describes it.
 *
 * @param id the id, which sorts by the time it was begun
 * @param source what it holds: {@code events}, {@code appointments} or {@code dead_letters}
 * @param rows how many rows it has of each table
 * @param oldest the time of its oldest row, by which its rows were chosen
 * @param newest the time of its newest row
 * @param sha256 the SHA-256 of its data as they are stored, in small hexadecimal digits
 * @param bytes the size of its data as they are stored
 * @param sealed whether its data are sealed, so that only the keyset of the archive opens them
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

    /** Copies the counts, and refuses a part that a manifest has left out. */
    public Segment {
        requireNonNull(id, "id");
        requireNonNull(source, "source");
        requireNonNull(oldest, "oldest");
        requireNonNull(newest, "newest");
        requireNonNull(sha256, "sha256");
        rows = Map.copyOf(rows);
    }

    /** Returns how many rows it has of all tables. */
    public long rowCount() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
