package io.aro.db.testkit.process;

import static java.util.function.Predicate.not;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Is what the processes of a test load, as a file that a JVM maps into its memory: they start in half of the time.
 *
 * <p>The first of them that ends by itself writes the file, and those after it use it. A JVM does so with the classes of
 * jars only, so those of this build are put into jars.
 *
 * @param file the archive
 * @param classPath the class path of this process, all jars
 */
public record ClassArchive(Path file, String classPath) {

    /** Returns a new archive in the folder, which is made if it is absent. */
    public static ClassArchive in(Path folder) {
        return of(System.getProperty("java.class.path"), folder);
    }

    static ClassArchive of(String classPath, Path folder) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("classes.jsa");
            Files.deleteIfExists(file);
            StringJoiner jars = new StringJoiner(File.pathSeparator);
            int count = 0;
            for (String entry : classPath.split(File.pathSeparator, -1)) {
                Path classes = Path.of(entry);
                if (Files.isDirectory(classes)) {
                    count++;
                    jars.add(pack(classes, folder.resolve("classes-%s.jar".formatted(count)))
                            .toString());
                } else {
                    jars.add(entry);
                }
            }
            return new ClassArchive(file.toAbsolutePath(), jars.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> options() {
        return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file, "-Xlog:disable");
    }

    private static Path pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> tree = Files.walk(classes)) {
            zip.setLevel(0);
            for (Path entry : tree.filter(not(classes::equals)).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(nameOf(classes.relativize(entry), Files.isDirectory(entry))));
                if (Files.isRegularFile(entry)) {
                    Files.copy(entry, zip);
                }
            }
        }
        return jar.toAbsolutePath();
    }

    /** A folder has an entry as well, whose name ends in a slash: who looks for files in it, finds it first. */
    private static String nameOf(Path entry, boolean isFolder) {
        return entry.toString().replace(File.separatorChar, '/') + (isFolder ? "/" : "");
    }
}
