package io.aro.db.retention;

import java.util.List;

/**
 * The result of an archive check.
 *
 * @param segments the number of segments recorded in the database
 * @param rows the number of rows read from sound segments
 * @param problems a sentence for each problem; empty for a sound archive
 */
public record ArchiveCheck(int segments, long rows, List<String> problems) {

    /** Copies the list. */
    public ArchiveCheck {
        problems = List.copyOf(problems);
    }

    /** Returns whether the check found no problems. */
    public boolean isSound() {
        return problems.isEmpty();
    }
}
