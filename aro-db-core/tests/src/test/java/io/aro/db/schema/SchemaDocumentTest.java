package io.aro.db.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.schema.SchemaSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** The page docs/schema.md, compared with the live schemas; {@code -Ddocs.write=true} writes the page. */
@NullMarked
@BothEngines(Engine.POSTGRES_18)
class SchemaDocumentTest {

    private static final Path PAGE = Path.of("../../docs/schema.md");
    private static final String HISTORY = MigrationSet.aro().historyTable();

    private static final String MEANINGS = """
            SELECT c.relname || coalesce('.' || a.attname, ''), d.description
            FROM pg_description d
            JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND c.oid = d.objoid
            LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
            WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind IN ('r', 'p')
            """;

    @Test
    void saysWhatBothEnginesSayOfThemselves(TestDatabase postgres, @TempDir Path directory) throws Exception {
        String live = SchemaDocument.of(
                sqlite(directory), SchemaSnapshot.of(postgres.dataSource()).without(HISTORY), meanings(postgres));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, live);
        }

        assertThat(page()).isEqualTo(live);
    }

    private static String page() throws IOException {
        return Files.exists(PAGE) ? Files.readString(PAGE) : "";
    }

    private static Map<String, String> meanings(TestDatabase postgres) throws SQLException {
        Map<String, String> meanings = new HashMap<>();
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(MEANINGS)) {
            while (rows.next()) {
                meanings.put(rows.getString(1), rows.getString(2));
            }
        }
        return meanings;
    }

    private static SchemaSnapshot sqlite(Path directory) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + directory.resolve("aro.db"));
        Migrator.of(source.getUrl()).migrate();
        return SchemaSnapshot.of(source).without(HISTORY);
    }
}
