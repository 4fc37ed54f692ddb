package io.aro.db.examples.benchmarks.peers.start;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The class path of this process with each folder packed into a jar, since a class cache refuses folders. */
final class JarredClassPath {

    private JarredClassPath() {}

    /** Returns the class path; the jars are in the folder. */
    static String in(Path folder) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.isEmpty()) {
                // It would be the current folder, with the jars themselves.
                continue;
            }
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                Path jar = folder.resolve("classes-" + entries.size() + ".jar").toAbsolutePath();
                pack(path, jar);
                entries.add(jar.toString());
            } else {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each :
                    files.filter(path -> !path.equals(classes)).sorted().toList()) {
                add(each, classes.relativize(each).toString().replace(File.separatorChar, '/'), out);
            }
        }
    }

    /** Folders are entries, too: a scan for resources lists them. */
    private static void add(Path each, String name, JarOutputStream out) throws IOException {
        if (Files.isDirectory(each)) {
            out.putNextEntry(new JarEntry(name + "/"));
        } else {
            out.putNextEntry(new JarEntry(name));
            Files.copy(each, out);
        }
        out.closeEntry();
    }
}
