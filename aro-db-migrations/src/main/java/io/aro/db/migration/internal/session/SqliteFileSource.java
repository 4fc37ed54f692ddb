package io.aro.db.migration.internal.session;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.UnavailableException;
import io.aro.db.error.internal.SqliteLibrary;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.file.internal.PrivateFiles;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.JDBC;

/**
 * A source of connections to a SQLite file by URL.
 *
 * @param url {@code jdbc:sqlite:} and a path or a {@code file:} URI, with or without parameters
 */
record SqliteFileSource(String url) implements ConnectionSource {

    static final String PREFIX = "jdbc:sqlite:";

    @Override
    public ConnectionSource in(SchemaName schema) {
        throw SchemaName.onSqlite();
    }

    @Override
    public MigrationSession open() {
        Optional<Path> path = path();
        path.ifPresent(SqliteFileSource::requireWritable);
        SqliteLibrary.requirePlace();
        path.ifPresent(SqliteFileSource::create);
        try {
            return connect(url);
        } catch (UnavailableException e) {
            throw path.map(SqliteFileSource::directory)
                    .filter(directory -> !Files.isWritable(directory))
                    .map(directory -> forbidden("write in", directory))
                    .orElse(e);
        }
    }

    /** Creates the file with mode 0600; SQLite would apply the umask. The files beside it inherit the mode. */
    private static void create(Path file) {
        if (Files.notExists(file)) {
            try {
                PrivateFiles.create(file);
            } catch (FileAlreadyExistsException e) {
                // Another process was faster, or a link exists with a target still to be created by SQLite.
            } catch (IOException e) {
                throw new UnavailableException(
                        String.format(
                                Locale.ROOT,
                                "The file %s cannot be created; check the directory and its free space.",
                                file),
                        e);
            }
        }
    }

    @Override
    public MigrationSession openExisting() {
        path().ifPresent(SqliteFileSource::requireReadable);
        return open();
    }

    /** Opens for reading. Even a reader may have to write: readers share the WAL index beside a file in use. */
    @Override
    public MigrationSession openToRead() {
        Optional<Path> path = path();
        path.ifPresent(SqliteFileSource::requireReadable);
        try {
            return connect(url);
        } catch (UnavailableException e) {
            return path.filter(file -> !Files.isWritable(directory(file)) || !Files.isWritable(file))
                    .map(file -> openUnchanging(file, e))
                    .orElseThrow(() -> e);
        }
    }

    /** Opens a file in a read-only place as immutable, without its log. Rejects a file with a log. */
    private static MigrationSession openUnchanging(Path file, UnavailableException refused) {
        for (String suffix : List.of("-wal", "-journal")) {
            Path log = file.resolveSibling(file.getFileName() + suffix);
            if (holdsChanges(log)) {
                throw new UnavailableException(
                        String.format(
                                        Locale.ROOT,
                                        "%s holds changes that cannot be read where this user may not write; allow writing in %s, or",
                                        log,
                                        directory(file))
                                + " copy both files and name the copy.",
                        refused);
            }
        }
        return connect(PREFIX + file.toUri() + "?immutable=1");
    }

    private static boolean holdsChanges(Path log) {
        try {
            return Files.exists(log) && Files.size(log) > 0;
        } catch (IOException e) {
            return true; // An unreadable log counts as changes: better to reject the file than to ignore them.
        }
    }

    /** Connects and reads, as only a read proves the file readable. */
    private static MigrationSession connect(String url) {
        SqliteLibrary.requirePlace();
        try {
            MigrationSession session = MigrationSession.on(JDBC.createConnection(url, new Properties()));
            try {
                session.texts("SELECT name FROM sqlite_schema LIMIT 1");
                return session;
            } catch (RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Returns the path of the URL; empty for a named database in memory. */
    private Optional<Path> path() {
        String name = url.substring(PREFIX.length());
        int query = name.indexOf('?');
        String parameters = query < 0 ? "" : name.substring(query);
        String file = query < 0 ? name : name.substring(0, query);
        if (parameters.contains("vfs=memdb") || parameters.contains("mode=memory")) {
            return Optional.empty();
        }
        if (file.isEmpty() || file.contains(":memory:")) {
            throw new ConfigurationException(
                    "A SQLite database in memory ends with its connection; pass the DataSource that keeps it open"
                            + " instead of the URL.");
        }
        try {
            return Optional.of(Path.of(file.startsWith("file:") ? withoutScheme(file) : file)
                    .toAbsolutePath());
        } catch (InvalidPathException e) {
            throw new ConfigurationException("The path in the SQLite URL is invalid; correct the path.", e);
        }
    }

    /** Converts {@code file:x.db}, {@code file:/x.db} and {@code file:///x.db} to a path. */
    private static String withoutScheme(String uri) {
        String rest = uri.substring("file:".length());
        String path = rest.startsWith("//") && rest.indexOf('/', 2) > 0 ? rest.substring(rest.indexOf('/', 2)) : rest;
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void requireWritable(Path file) {
        requirePlace(file);
        Path directory = directory(file);
        if (Files.notExists(file) && !Files.isWritable(directory)) {
            throw forbidden("create", file);
        }
        if (Files.exists(file)) {
            requireRight(Files.isReadable(file), "read", file);
            // A current file needs no migration, and its first writer would meet the fault instead.
            requireRight(Files.isWritable(file), "write", file);
        }
    }

    private static void requireReadable(Path file) {
        requirePlace(file);
        if (Files.notExists(file)) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "There is no file %s; correct the path, or create the database with aro-db migrate.",
                    file));
        }
        requireRight(Files.isReadable(file), "read", file);
    }

    private static void requirePlace(Path file) {
        Path directory = directory(file);
        if (Files.isDirectory(file)) {
            throw new ConfigurationException(String.format(Locale.ROOT, "%s is a directory; name a file in it.", file));
        }
        if (Files.notExists(directory)) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT, "The directory %s does not exist; make it or correct the path.", directory));
        }
        if (!Files.isDirectory(directory)) {
            throw new ConfigurationException(
                    String.format(Locale.ROOT, "%s is a file and not a directory; correct the path.", directory));
        }
    }

    private static Path directory(Path file) {
        Path directory = file.getParent();
        return directory == null ? file : directory;
    }

    private static void requireRight(boolean granted, String action, Path path) {
        if (!granted) {
            throw forbidden(action, path);
        }
    }

    private static UnavailableException forbidden(String action, Path path) {
        return new UnavailableException(
                String.format(Locale.ROOT, "This user may not %s %s; allow it or name another path.", action, path),
                null);
    }
}
