package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.UnavailableException;
import io.aro.db.testkit.internal.run.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A server in a container of this run; the only class with references to Testcontainers, an optional dependency. */
final class PostgresContainer implements ServerLifecycle {

    private final PostgreSQLContainer container;
    private final WorkDirectory directory;

    private PostgresContainer(PostgreSQLContainer container, WorkDirectory directory) {
        this.container = container;
        this.directory = directory;
    }

    static boolean isEngineThere() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /** Starts a server with the settings of the embedded server. */
    static PostgresServer start(String image, WorkDirectory directory, PostgresSettings settings) {
        try {
            PostgreSQLContainer container = new PostgreSQLContainer(
                            DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                    .withDatabaseName("postgres")
                    .withUsername("postgres")
                    .withEnv("POSTGRES_INITDB_ARGS", "--locale=C --encoding=UTF8");
            container.setCommand("postgres " + settings.asArguments());
            container.start();
            PostgresAddress address =
                    PostgresAddress.parse(container.getJdbcUrl()).as(container.getUsername(), container.getPassword());
            return PostgresServer.at(address, new PostgresContainer(container, directory));
        } catch (RuntimeException e) {
            throw new UnavailableException(
                    "No container could be started from the image " + image + "; pull it, or set another image by"
                            + " -Daro.test.postgres.image.",
                    e);
        }
    }

    @Override
    public boolean outlivesRun() {
        return false;
    }

    /** Dumps the database to a file, because the container ends with this run. */
    @Override
    public String keep(PostgresAddress database) {
        Path dump = directory.resolve(database.database() + ".sql");
        try {
            ExecResult result = container.execInContainer("pg_dump", "-U", database.user(), database.database());
            Files.writeString(dump, result.getStdout());
        } catch (IOException e) {
            throw new UnavailableException("The database " + database + " cannot be dumped to " + dump + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The dump of " + database + " was interrupted.", e);
        }
        directory.keep(dump);
        return "createdb kept && psql -d kept -f " + dump;
    }

    @Override
    public void release() {
        container.stop();
    }
}
