package io.aro.db.migration;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.UnavailableException;
import io.aro.db.error.VendorErrors;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.JDBC;

/**
 * Opens a SQLite file by URL.
 *
 * @param url {@code jdbc:sqlite:} and a path or a {@code file:} URI, with or without parameters
 */
record SqliteFile(String url) implements ConnectionSource {

    static final String PREFIX = "jdbc:sqlite:";

    @Override
    public Session open() {
        path().ifPresent(file -> requireUsable(file, true));
        return connect(url);
    }

    @Override
    public Session openToRead() {
        Optional<Path> path = path();
        if (path.filter(Files::notExists).isPresent()) {
            return connect(PREFIX + ":memory:");
        }
        path.ifPresent(file -> requireUsable(file, false));
        return connect(url);
    }

    private static Session connect(String url) {
        try {
            return Session.on(JDBC.createConnection(url, new Properties()));
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Returns the path that the URL names, or nothing when it names a database in memory that has a name. */
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
            throw new ConfigurationException("The path in the SQLite URL is not one; correct it.", e);
        }
    }

    /** Turns {@code file:x.db}, {@code file:/x.db} and {@code file:///x.db} into the path. */
    private static String withoutScheme(String uri) {
        String rest = uri.substring("file:".length());
        String path = rest.startsWith("//") && rest.indexOf('/', 2) > 0 ? rest.substring(rest.indexOf('/', 2)) : rest;
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void requireUsable(Path file, boolean toWrite) {
        Path directory = file.getParent();
        if (Files.isDirectory(file)) {
            throw new ConfigurationException("%s is a directory; name a file in it.".formatted(file));
        }
        if (directory == null || Files.notExists(directory)) {
            throw new ConfigurationException(
                    "The directory %s does not exist; make it or correct the path.".formatted(directory));
        }
        if (!Files.isDirectory(directory)) {
            throw new ConfigurationException(
                    "%s is a file and not a directory; correct the path.".formatted(directory));
        }
        if (Files.notExists(file) && !Files.isWritable(directory)) {
            throw forbidden("create", file);
        }
        if (Files.exists(file) && !Files.isReadable(file)) {
            throw forbidden("read", file);
        }
        // A file that is current needs no migration, and its first writer would be the one to find out.
        if (toWrite && Files.exists(file) && !Files.isWritable(file)) {
            throw forbidden("write", file);
        }
    }

    private static UnavailableException forbidden(String action, Path file) {
        return new UnavailableException(
                "This user may not %s %s; allow it or name another path.".formatted(action, file), null);
    }
}
