package io.aro.db.retention;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;

/** A single verification of an archive in a process, like an operator's nightly command. */
final class VerifyingProcess {

    private VerifyingProcess() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        try (AroDatabase db = AroDatabase.open(ChildProcess.database())) {
            db.retention(FileArchive.in(Path.of(arguments[0]))).archive().verify();
        }
        System.out.println("verified");
    }
}
