package io.aro.db.together;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A second process that does the work of a {@link Practice} until killed or stopped. */
final class PracticeProcess implements AutoCloseable {

    /** The end of each line, to detect a line cut by a kill. */
    private static final String WHOLE = " .";

    private static final Pattern WARNING = Pattern.compile("^\\S+ WARN ");
    private static final String DONE = "done";

    private final ChildProcess process;
    private final List<String> told = new ArrayList<>();

    private PracticeProcess(ChildProcess process) {
        this.process = process;
    }

    static PracticeProcess start(TestDatabase database, Path archive, int firstKey) {
        return new PracticeProcess(ChildProcess.of(PracticeProcess.class, archive.toString(), String.valueOf(firstKey))
                .option("-Dorg.sqlite.tmpdir=" + archive.getParent())
                .on(database)
                .start());
    }

    /** Waits until the process reports its first commit. */
    void awaitFirstCommit() {
        String line = process.nextLine();
        told.add(line);
        while (!line.endsWith(WHOLE)) {
            line = process.nextLine(); // The process logs, too.
            told.add(line);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the process and returns its lines. */
    List<String> kill() {
        process.kill();
        told.addAll(List.of(process.rest().split("\n", -1)));
        return wholeLines();
    }

    /** Stops the process after its current work and returns its lines. */
    List<String> stop() {
        process.send("stop");
        for (String line = process.nextLine(); !line.equals(DONE); line = process.nextLine()) {
            told.add(line);
        }
        return wholeLines();
    }

    /**
     * Returns the complete lines. A foreign line is a failure, such as a stack trace. A warning is none: recovery warns
     * of a killed run's segment after a second run archived its rows.
     */
    private List<String> wholeLines() {
        List<String> whole = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            String line = told.get(i);
            if (line.endsWith(WHOLE)) {
                whole.add(line.substring(0, line.length() - WHOLE.length()));
            } else if (i < told.size() - 1 && !WARNING.matcher(line).find()) {
                whole.add("failure " + line);
            }
        }
        return whole;
    }

    @Override
    public void close() {
        process.close();
    }

    /** Runs in the process. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        Consumer<String> lines = line -> System.out.println(line.replace('\n', ' ') + WHOLE);
        try (AroDatabase db = AroDatabase.open(ChildProcess.database())) {
            Practice practice = new Practice(db, Path.of(arguments[0]), lines);
            practice.start(Integer.parseInt(arguments[1]));
            if (System.in.read() < 0) {
                return; // The test is gone.
            }
            practice.stop();
        }
        System.out.println(DONE);
    }
}
