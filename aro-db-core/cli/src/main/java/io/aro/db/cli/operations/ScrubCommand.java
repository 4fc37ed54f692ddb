package io.aro.db.cli.operations;

import io.aro.db.AroDatabase;
import io.aro.db.cli.Output;
import picocli.CommandLine.Command;

/** The command {@code scrub}: rewrites the files of a SQLite database without deleted data. */
@Command(
        name = "scrub",
        description = {
            "Rewrite the files of a SQLite database without deleted data.",
            "Writers wait during the rewrite. Run it if an erasure reports leftovers."
        })
public final class ScrubCommand extends OpenDatabaseCommand {

    /** The JSON answer of {@code scrub}. */
    private record Document(boolean scrubbed) {}

    @Override
    int run(AroDatabase db, Output output) {
        boolean scrubbed = db.privacy().scrub();
        output.line(
                scrubbed
                        ? "The files are rewritten; they hold no deleted data."
                        : "A reader still uses an older snapshot, so the log was not emptied; run scrub again later.");
        output.document(new Document(scrubbed));
        return scrubbed ? OK : FAILED;
    }
}
