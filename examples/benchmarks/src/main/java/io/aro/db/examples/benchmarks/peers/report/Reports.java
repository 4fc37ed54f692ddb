package io.aro.db.examples.benchmarks.peers.report;

import io.aro.db.examples.benchmarks.peers.contest.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** The files of a report. */
public final class Reports {

    private Reports() {}

    /** Prints the text and writes text, JSON and chart into a folder. */
    public static void write(Results results, Path folder, String name) throws IOException {
        String text = TextReport.of(results);
        System.out.println(text);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".md"), text);
        Files.writeString(folder.resolve(name + ".svg"), Chart.of(results));
        Files.writeString(
                folder.resolve(name + ".json"),
                new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(results));
    }
}
