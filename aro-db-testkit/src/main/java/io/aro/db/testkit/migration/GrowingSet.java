package io.aro.db.testkit.migration;

import io.aro.db.migration.MigrationScript;
import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** A growing set of scripts. While open, the context class loader of the thread finds its scripts. */
final class GrowingSet implements AutoCloseable {

    static final String HISTORY = "growing_schema_history";

    private static final String ROOT = "db/growing";

    private final Path folder;
    private final String engine;
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final URLClassLoader loader;

    GrowingSet(Engine engine) {
        this.engine = engine.isPostgres() ? "postgresql" : "sqlite";
        try {
            this.folder = Files.createTempDirectory("aro-db-migrations");
            this.loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.currentThread().setContextClassLoader(loader);
    }

    MigrationSet set() {
        return new MigrationSet(ROOT, HISTORY);
    }

    void add(MigrationScript script) {
        write(ROOT + "/" + engine + "/" + script.name(), script.up());
        write(ROOT + "/rollback/" + engine + "/" + script.name(), Objects.requireNonNull(script.down()));
    }

    private void write(String name, String sql) {
        try {
            Path script = folder.resolve(name);
            Files.createDirectories(script.getParent());
            Files.writeString(script, sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Thread.currentThread().setContextClassLoader(before);
        try {
            loader.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
