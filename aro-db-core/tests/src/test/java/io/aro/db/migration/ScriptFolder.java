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
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A migration set with scripts written by a test. While open, the thread's class loader sees these scripts only. */
final class ScriptFolder implements AutoCloseable {

    static final MigrationSet SET = new MigrationSet("db/written", "written_history");

    private final MigrationSet set;
    private final Path folder;
    private final String engine;
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final URLClassLoader loader;

    ScriptFolder(Path folder, Engine engine) {
        this(SET, folder, engine);
    }

    /** Replaces the scripts of the set on the class path. */
    ScriptFolder(MigrationSet set, Path folder, Engine engine) {
        this.set = set;
        this.folder = folder;
        this.engine = engine.isPostgres() ? "postgresql" : "sqlite";
        try {
            Files.createDirectories(folder.resolve(set.root()).resolve(this.engine));
            loader = new Shadow(folder.toUri().toURL(), before, set.root());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.currentThread().setContextClassLoader(loader);
    }

    /** A class loader that sees only the folder under the root of the set. */
    private static final class Shadow extends URLClassLoader {

        private final String root;

        Shadow(URL folder, ClassLoader parent, String root) {
            super(new URL[] {folder}, parent);
            this.root = root + "/";
        }

        @Override
        public @Nullable URL getResource(String name) {
            return name.startsWith(root) ? findResource(name) : super.getResource(name);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.startsWith(root) ? findResources(name) : super.getResources(name);
        }
    }

    MigrationSet set() {
        return set;
    }

    ScriptFolder up(String script, String sql) {
        return write(set.root() + "/" + engine + "/" + script, sql);
    }

    ScriptFolder down(String script, String sql) {
        return write(set.root() + "/rollback/" + engine + "/" + script, sql);
    }

    /** Copies all scripts of this library for the engine, as the beginning of a release. */
    ScriptFolder copyLibrary() {
        for (MigrationScript script : scriptsOfLibrary()) {
            copy(script.name());
        }
        String guards = "db/aro/guards/" + engine + ".txt";
        return write(guards, read(guards));
    }

    /** Copies a script of aro-db and its rollback. */
    ScriptFolder copy(String script) {
        return up(script, read("db/aro/" + engine + "/" + script))
                .down(script, read("db/aro/rollback/" + engine + "/" + script));
    }

    private List<MigrationScript> scriptsOfLibrary() {
        Thread.currentThread().setContextClassLoader(before);
        try {
            return engine.equals("sqlite") ? set.sqliteScripts() : set.postgresqlScripts();
        } finally {
            Thread.currentThread().setContextClassLoader(loader);
        }
    }

    ScriptFolder without(String script) {
        try {
            Files.delete(folder.resolve(set.root()).resolve(engine).resolve(script));
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
