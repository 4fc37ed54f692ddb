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
 * A class archive (CDS) for the processes of a test, mapped into memory by the JVM. It halves their start
 * time.
 *
 * <p>The first process with a normal end writes the file; later processes use it. A JVM archives only classes
 * from jars, hence class folders are packed into jars.
 *
 * <p>The system property {@value #SETTING} names the folder of an archive for every {@link ChildProcess},
 * unless its command has an archive of its own.
 *
 * @param file the archive
 * @param classPath the class path of this process, all jars
 */
public record ClassArchive(Path file, String classPath) {

    /** The system property with the folder of the build-wide archive. */
    public static final String SETTING = "aro.test.archive";

    private static final String FILE = "classes.jsa";
    private static final String CLASS_PATH = "class-path.txt";

    /** Returns the archive created earlier in the folder by {@link #in}. */
    static ClassArchive at(Path folder) {
        try {
            return new ClassArchive(
                    folder.resolve(FILE).toAbsolutePath(), Files.readString(folder.resolve(CLASS_PATH)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    String.format(
                            Locale.ROOT,
                            "The folder %s of -D%s has no class archive; create the archive or unset the property.",
                            folder,
                            SETTING),
                    e);
        }
    }

    /** Returns a new archive in the folder, and creates an absent folder. */
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

    /** Lets the JVM write an absent file. A file of another JVM version is ignored. */
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

    /** Returns the entry name. A folder has an entry of its own, ending in a slash, for searches of its files. */
    private static String nameOf(Path entry, boolean isFolder) {
        return entry.toString().replace(File.separatorChar, '/') + (isFolder ? "/" : "");
    }
}
