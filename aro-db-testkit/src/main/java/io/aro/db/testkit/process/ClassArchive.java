package io.aro.db.testkit.process;

import static java.util.function.Predicate.not;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The classes that the processes of a test load, as a file that a JVM maps into its memory: they start in half of the
 * time.
 *
 * <p>The first process that ends by itself writes the file, and later ones use it. A JVM does so with the classes of jars
 * only, so folders of classes are packed into jars.
 *
 * <p>Where the system property {@value #SETTING} names the folder of an archive, every {@link ChildProcess} starts from
 * that one, unless its command says otherwise.
 *
 * @param file the archive
 * @param classPath the class path of this process, all jars
 */
public record ClassArchive(Path file, String classPath) {

    /** Names the folder of the archive that serves all processes of a build. */
    public static final String SETTING = "aro.test.archive";

    private static final String FILE = "classes.jsa";
    private static final String CLASS_PATH = "class-path.txt";

    /** Returns the archive that {@link #in} has made in the folder before. */
    static ClassArchive at(Path folder) {
        try {
            return new ClassArchive(
                    folder.resolve(FILE).toAbsolutePath(), Files.readString(folder.resolve(CLASS_PATH)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    String.format(
                            Locale.ROOT, "The folder %s that -D%s names has no archive of classes.", folder, SETTING),
                    e);
        }
    }

    /** Returns a new archive in the folder, which is made if it is absent. */
    public static ClassArchive in(Path folder) {
        return of(System.getProperty("java.class.path"), folder);
    }

    static ClassArchive of(String classPath, Path folder) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(FILE);
            Files.deleteIfExists(file);
            StringJoiner jars = new StringJoiner(File.pathSeparator);
            int count = 0;
            for (String entry : classPath.split(File.pathSeparator, -1)) {
                Path classes = Path.of(entry);
                if (Files.isDirectory(classes)) {
                    count++;
                    jars.add(pack(classes, folder.resolve(String.format(Locale.ROOT, "classes-%s.jar", count)))
                            .toString());
                } else {
                    jars.add(entry);
                }
            }
            Files.writeString(folder.resolve(CLASS_PATH), jars.toString());
            return new ClassArchive(file.toAbsolutePath(), jars.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a JVM write the file if it is not there yet; one that does not fit its version is passed over. */
    List<String> options() {
        List<String> use = List.of("-XX:SharedArchiveFile=" + file, "-Xlog:disable");
        return Files.exists(file)
                ? use
                : Stream.concat(Stream.of("-XX:+AutoCreateSharedArchive"), use.stream())
                        .toList();
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
