package io.aro.db.spring.metrics;

import io.aro.db.repository.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jooq.impl.DSL;

/**
 * The file of a SQLite database.
 *
 * @param main the database file
 */
record SqliteFile(Path main) {

    /** Returns the file of the open database; empty in memory. */
    static Optional<SqliteFile> of(Session session) {
        return session.<Optional<String>>read(dsl -> dsl.select(DSL.field(DSL.name("file"), String.class))
                        .from(DSL.table("pragma_database_list"))
                        .where(DSL.field(DSL.name("name"), String.class).eq("main"))
                        .fetchOptional(0, String.class))
                .filter(file -> !file.isEmpty())
                .map(file -> new SqliteFile(Path.of(file)));
    }

    double mainSize() {
        return size(main);
    }

    /** Returns the size of the write-ahead log; zero without the file. */
    double walSize() {
        return size(main.resolveSibling(main.getFileName() + "-wal"));
    }

    private static double size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
