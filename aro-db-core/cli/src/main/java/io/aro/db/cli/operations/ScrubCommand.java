package io.aro.db.cli.operations;

import io.aro.db.AroDatabase;
import io.aro.db.cli.Output;
import picocli.CommandLine.Command;

/** Writes the files of a SQLite database anew, without anything that was deleted. */
@Command(
        name = "scrub",
        description = {
            "Write the files of a SQLite database anew, without anything that was deleted.",
            "Writers wait meanwhile. Run it if an erasure says that it left something."
        })
public final class ScrubCommand extends OpenDatabaseCommand {

    private record Document(boolean scrubbed) {}

    @Override
    int run(AroDatabase db, Output output) {
        boolean scrubbed = db.privacy().scrub();
        output.line(
                scrubbed
                        ? "The files are written anew; nothing that was deleted is left in them."
                        : "Somebody still reads an older state, so that the log could not be emptied; run this again later.");
        output.document(new Document(scrubbed));
        return scrubbed ? OK : FAILED;
    }
}
