package io.aro.db.retention;

import java.util.List;

/**
 * Says how the archive stands.
 *
 * @param segments how many segments there should be
 * @param rows how many rows were read in those that are as they should be
 * @param problems what is wrong, a sentence each; empty if all is well
 */
public record ArchiveCheck(int segments, long rows, List<String> problems) {

    /** Copies the list. */
    public ArchiveCheck {
        problems = List.copyOf(problems);
    }

    /** Tells whether all is well. */
    public boolean isSound() {
        return problems.isEmpty();
    }
}
