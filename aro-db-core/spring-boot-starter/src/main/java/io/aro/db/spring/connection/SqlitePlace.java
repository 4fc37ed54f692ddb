package io.aro.db.spring.connection;

import io.aro.db.error.internal.SqliteLibrary;
import io.aro.db.file.internal.PrivateFiles;
import io.aro.db.spring.failure.RefusedStartException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The place of a SQLite database.
 *
 * @param file the absolute path; null for a database in memory
 */
record SqlitePlace(@Nullable Path file) {

    private static final String MEMORY = ":memory:";
    private static final String KEY = "aro.db.sqlite.file";

    /** Returns the place named by the property, and creates an absent file readable by its owner only. */
    static SqlitePlace of(String property) {
        SqliteLibrary.requirePlace();
        if (property.strip().equals(MEMORY)) {
            return new SqlitePlace(null);
        }
        Path file = path(property.strip());
        create(file);
        return new SqlitePlace(file);
    }

    private static Path path(String text) {
        // A question mark begins the parameters of a URL.
        if (text.isEmpty() || text.startsWith(":") || text.startsWith("jdbc:") || text.contains("?")) {
            throw new RefusedStartException(
                    String.format(Locale.ROOT, "The property %s is '%s', not the path of a file.", KEY, text),
                    "Set a path without a question mark, as in data/clinic.db.");
        }
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new RefusedStartException(
                    String.format(Locale.ROOT, "The property %s is '%s', not a path of this system.", KEY, text),
                    "Correct the path.",
                    e);
        }
    }

    private static void create(Path file) {
        if (Files.isDirectory(file)) {
            throw new RefusedStartException(
                    String.format(Locale.ROOT, "The path %s of %s is a folder.", file, KEY), "Name a file in it.");
        }
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new RefusedStartException(
                    String.format(Locale.ROOT, "The folder %s of %s does not exist.", folder, KEY),
                    "Create the folder, or correct the path. A relative path begins at the working directory.");
        }
        if (Files.notExists(file)) {
            try {
                PrivateFiles.create(file);
            } catch (FileAlreadyExistsException e) {
                // A second process was faster.
            } catch (IOException e) {
                throw new RefusedStartException(
                        String.format(Locale.ROOT, "The file %s of %s cannot be created.", file, KEY),
                        "Allow this user to write in the folder, or name another path.",
                        e);
            }
        }
    }

    boolean isInMemory() {
        return file == null;
    }

    String name() {
        return file == null ? MEMORY : file.toString();
    }
}
