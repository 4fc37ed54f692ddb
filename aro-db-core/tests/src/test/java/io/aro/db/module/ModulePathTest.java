package io.aro.db.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that requires aro-db by automatic names, compiled and run. */
class ModulePathTest {

    private static final Path CONSUMER = Path.of("src", "test", "modules", "consumer");

    private static final Pattern NEEDED = Pattern.compile(
            "(jooq|r2dbc-spi|reactive-streams|HikariCP|flyway-(core|database-postgresql)|jackson-(core|databind|annotations)"
                    + "|java-uuid-generator|slf4j-api|jspecify|sqlite-jdbc|postgresql|checker-qual)-\\d.*\\.jar");

    private static final Pattern NAME = Pattern.compile("<automatic\\.module\\.name>([^<]+)<");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aModuleMigratesOpensAndWritesADatabase() {
        String modules = modulePath();
        Path classes = folder.resolve("consumer");

        run(
                "javac",
                "--module-path",
                modules,
                "-d",
                classes.toString(),
                source("module-info.java"),
                source("io/aro/consumer/Consumer.java"));
        String printed = run(
                "java",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED,org.xerial.sqlitejdbc",
                "--add-modules",
                "ALL-MODULE-PATH",
                "--module-path",
                classes + File.pathSeparator + modules,
                "--module",
                "io.aro.consumer/io.aro.consumer.Consumer",
                folder.resolve("aro.db").toString());

        assertThat(printed.lines()).containsSubsequence("0", "+12025550143", "false", "io.aro.db io.aro.db.migration");
    }

    private static String source(String file) {
        return CONSUMER.resolve(file).toString();
    }

    private String modulePath() {
        List<String> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path at = Path.of(entry);
            if (isOurs(at)) {
                path.add(Files.isDirectory(at) ? jar(at).toString() : entry);
            } else if (NEEDED.matcher(String.valueOf(at.getFileName())).matches()) {
                path.add(entry);
            }
        }
        return String.join(File.pathSeparator, path);
    }

    private static boolean isOurs(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return Stream.of("aro-db-core", "aro-db-migrations")
                .anyMatch(module -> entry.endsWith(Path.of(module, "target", "classes"))
                        || (name.startsWith(module + "-") && name.endsWith("SNAPSHOT.jar")));
    }

    /** Packs classes not yet packed by Maven, under the name of their manifest. */
    private Path jar(Path classes) {
        Path module = classes.resolve("../..").normalize();
        Path jar = folder.resolve(module.getFileName() + ".jar");
        try (Stream<Path> files = Files.walk(classes);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest(module))) {
            for (Path file : files.filter(ModulePathTest::isPacked).toList()) {
                String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
                if (Files.isDirectory(file)) {
                    out.putNextEntry(new JarEntry(name + "/")); // Flyway searches the folder itself.
                } else {
                    out.putNextEntry(new JarEntry(name));
                    Files.copy(file, out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static boolean isPacked(Path file) {
        return !file.endsWith("classes") && !file.endsWith("META-INF") && !file.endsWith("MANIFEST.MF");
    }

    private static Manifest manifest(Path module) throws IOException {
        Matcher name = NAME.matcher(Files.readString(module.resolve("pom.xml")));
        assertThat(name.find()).isTrue();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Automatic-Module-Name", name.group(1));
        return manifest;
    }

    private static String run(String tool, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(printed).isZero();
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
