package io.aro.db.migration;

import io.aro.db.testkit.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Is a migration set whose scripts a test writes; while it is open, the thread's class loader sees them. */
final class ScriptFolder implements AutoCloseable {

    static final MigrationSet SET = new MigrationSet("db/written", "written_history");

    private final Path folder;
    private final String engine;
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final URLClassLoader loader;

    ScriptFolder(Path folder, Engine engine) {
        this.folder = folder;
        this.engine = engine.isPostgres() ? "postgresql" : "sqlite";
        try {
            Files.createDirectories(folder.resolve(SET.root()).resolve(this.engine));
            loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.currentThread().setContextClassLoader(loader);
    }

    MigrationSet set() {
        return SET;
    }

    ScriptFolder up(String script, String sql) {
        return write(SET.root() + "/" + engine + "/" + script, sql);
    }

    ScriptFolder down(String script, String sql) {
        return write(SET.root() + "/rollback/" + engine + "/" + script, sql);
    }

    /** Copies a script of aro-db and its way back. */
    ScriptFolder copy(String script) {
        return up(script, read("db/aro/" + engine + "/" + script))
                .down(script, read("db/aro/rollback/" + engine + "/" + script));
    }

    ScriptFolder without(String script) {
        try {
            Files.delete(folder.resolve(SET.root()).resolve(engine).resolve(script));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String resource) {
        try (InputStream in = Objects.requireNonNull(before.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ScriptFolder write(String name, String sql) {
        try {
            Path script = folder.resolve(name);
            Files.createDirectories(script.getParent());
            Files.writeString(script, sql);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Thread.currentThread().setContextClassLoader(before);
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
