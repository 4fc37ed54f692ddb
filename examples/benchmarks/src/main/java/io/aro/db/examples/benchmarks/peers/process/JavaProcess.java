package io.aro.db.examples.benchmarks.peers.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java process with the options of this process.
 *
 * @param main the name of the main class
 * @param command the program with its arguments
 */
public record JavaProcess(String main, List<String> command) {

    /** Returns a process of a main class with the class path of this process. */
    public static JavaProcess of(Class<?> main, List<String> arguments) {
        return of(main, System.getProperty("java.class.path"), List.of(), arguments);
    }

    /** Returns a process of a main class with more options of the JVM. */
    public static JavaProcess of(Class<?> main, String classPath, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        return new JavaProcess(main.getName(), command);
    }

    /**
     * Runs the process and returns the whole output.
     *
     * @throws IOException if the process fails
     */
    public String run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("A process of the benchmark ended with code " + code + ": " + main);
        }
        return output.strip();
    }
}
