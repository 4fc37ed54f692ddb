package io.aro.db.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** A migration set written by a test. While open, the context class loader of the thread finds its scripts. */
final class ScratchSet implements AutoCloseable {

    private final Path folder;
    private final String historyTable;
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final URLClassLoader loader;

    ScratchSet(Path folder, String historyTable) {
        this.folder = folder;
        this.historyTable = historyTable;
        try {
            Files.createDirectories(folder.resolve("db/scratch/sqlite"));
            loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.currentThread().setContextClassLoader(loader);
    }

    ScratchSet(Path folder) {
        this(folder, "scratch_history");
    }

    ScratchSet up(String script, String sql) {
        return write("db/scratch/sqlite/" + script, sql);
    }

    ScratchSet down(String script, String sql) {
        return write("db/scratch/rollback/sqlite/" + script, sql);
    }

    ScratchSet without(String script) {
        try {
            Files.delete(folder.resolve("db/scratch/sqlite").resolve(script));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MigrationSet set() {
        return new MigrationSet("db/scratch", historyTable);
    }

    private ScratchSet write(String name, String sql) {
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
