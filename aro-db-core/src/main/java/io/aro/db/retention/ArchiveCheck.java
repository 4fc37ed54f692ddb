package io.aro.db.retention;

import java.util.List;

/**
 * The result of a check of the archive.
 *
 * @param segments the number of segments that the database records
 * @param rows the number of rows that were read in sound segments
 * @param problems a sentence for each problem; empty if the archive is sound
 */
public record ArchiveCheck(int segments, long rows, List<String> problems) {

    /** Copies the list. */
    public ArchiveCheck {
        problems = List.copyOf(problems);
    }

    /** Tells whether there are no problems. */
    public boolean isSound() {
        return problems.isEmpty();
    }
}
