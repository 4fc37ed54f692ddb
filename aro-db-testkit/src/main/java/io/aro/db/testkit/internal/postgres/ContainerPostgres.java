package io.aro.db.testkit.internal.postgres;

import io.aro.db.testkit.internal.run.Settings;
import io.aro.db.testkit.internal.run.WorkDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A source of servers in containers; needs Testcontainers on the class path and a running container engine.
 *
 * <p>The default image is {@code postgres} with the major version as its tag. {@code aro.test.postgres.image.18} sets
 * the image of a single version. {@code aro.test.postgres.image} sets an image for any matching version, or turns
 * containers off with the value {@code none}.
 */
final class ContainerPostgres implements PostgresSource {

    private static final String IMAGE = "aro.test.postgres.image";
    private static final String NO_CONTAINER = "none";
    private static final String LIBRARY = "org.testcontainers.postgresql.PostgreSQLContainer";
    private static final String ENGINE_ADDRESS = "DOCKER_HOST";

    private final Settings settings;
    private final WorkDirectory directory;

    ContainerPostgres(Settings settings, WorkDirectory directory) {
        this.settings = settings;
        this.directory = directory;
    }

    @Override
    public PostgresLookup lookup(int major) {
        Optional<String> shared = settings.find(IMAGE);
        if (shared.filter(NO_CONTAINER::equals).isPresent()
                || !isOnClassPath()
                || !mayHaveEngine()
                || !PostgresContainer.isEngineThere()) {
            return missing();
        }
        String imageOfVersion = IMAGE + "." + major;
        Optional<String> named = settings.find(imageOfVersion);
        if (named.isPresent()) {
            return new PostgresLookup.Found(ConfiguredPostgres.require(major, start(named.get()), imageOfVersion));
        }
        String image = shared.orElse("postgres:" + major);
        if (shared.isPresent() && !isOf(image, major)) {
            return new PostgresLookup.Missing("set -D" + imageOfVersion + " to an image of that version");
        }
        return new PostgresLookup.Found(ConfiguredPostgres.require(major, start(image), IMAGE));
    }

    private PostgresServer start(String image) {
        return PostgresContainer.start(image, directory, PostgresSettings.of(settings));
    }

    /** Returns whether the image may have the version; an image without a version in its tag is tried. */
    private static boolean isOf(String image, int major) {
        String tag = image.substring(image.lastIndexOf(':') + 1);
        return !tag.matches("\\d+.*") || tag.matches(major + "\\b.*");
    }

    private static PostgresLookup missing() {
        return new PostgresLookup.Missing(
                "start a container engine and add org.testcontainers:testcontainers-postgresql to the tests");
    }

    private static boolean isOnClassPath() {
        ClassLoader loader = ContainerPostgres.class.getClassLoader();
        return loader.getResource(LIBRARY.replace('.', '/') + ".class") != null;
    }

    /**
     * Returns whether there is any sign of a container engine. Testcontainers logs at length without an engine, and is
     * not called then.
     */
    private static boolean mayHaveEngine() {
        Path home = Path.of(System.getProperty("user.home"));
        return System.getenv(ENGINE_ADDRESS) != null
                || System.getProperty("os.name").startsWith("Windows")
                || Stream.of(
                                Path.of("/var/run/docker.sock"),
                                home.resolve(".docker/run/docker.sock"),
                                home.resolve(".testcontainers.properties"))
                        .anyMatch(Files::exists);
    }
}
