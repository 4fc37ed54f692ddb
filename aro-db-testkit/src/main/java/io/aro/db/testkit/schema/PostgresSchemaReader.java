package io.aro.db.testkit.schema;

import io.aro.db.testkit.schema.ForeignKey.Checked;
import io.aro.db.testkit.schema.Index.Part;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A reader of the current schema of a PostgreSQL database, from its system catalogs. */
final class PostgresSchemaReader {

    private static final String TABLES = """
            SELECT c.relname, CASE
                WHEN c.relispartition THEN 'OF ' || (
                  SELECT p.relname FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent WHERE i.inhrelid = c.oid
                ) || ' ' || pg_get_expr(c.relpartbound, c.oid)
                WHEN c.relkind = 'p' THEN 'BY ' || pg_get_partkeydef(c.oid)
              END AS partitioning
            FROM pg_class c
            WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind IN ('r', 'p')
            """;

    private static final String COLUMNS = """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
              CASE
                WHEN a.attidentity <> '' THEN 'IDENTITY'
                WHEN a.attgenerated <> '' THEN 'GENERATED AS ' || pg_get_expr(d.adbin, d.adrelid)
                ELSE pg_get_expr(d.adbin, d.adrelid)
              END AS default_value,
              CASE WHEN a.attcollation <> t.typcollation THEN l.collname END AS collation
            FROM pg_attribute a
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            LEFT JOIN pg_collation l ON l.oid = a.attcollation
            WHERE a.attrelid = to_regclass(quote_ident(?)) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;

    private static final String CONSTRAINTS = """
            SELECT n.conname,
              ARRAY(
                SELECT a.attname::text FROM unnest(n.conkey) WITH ORDINALITY k (num, pos)
                JOIN pg_attribute a ON a.attrelid = n.conrelid AND a.attnum = k.num ORDER BY k.pos
              ) AS columns,
              (SELECT f.relname FROM pg_class f WHERE f.oid = n.confrelid) AS referenced_table,
              ARRAY(
                SELECT a.attname::text FROM unnest(n.confkey) WITH ORDINALITY k (num, pos)
                JOIN pg_attribute a ON a.attrelid = n.confrelid AND a.attnum = k.num ORDER BY k.pos
              ) AS referenced_columns,
              n.confupdtype, n.confdeltype, n.condeferrable, n.condeferred,
              pg_get_expr(n.conbin, n.conrelid) AS expression
            FROM pg_constraint n
            WHERE n.conrelid = to_regclass(quote_ident(?)) AND n.contype = ?::"char"
            """;

    private static final String INDEXES = """
            SELECT c.relname, i.indisunique, pg_get_expr(i.indpred, i.indrelid) AS predicate,
              ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, TRUE) FROM generate_series(1, i.indnkeyatts) k) AS parts,
              ARRAY(SELECT i.indoption[k - 1] & 1 = 1 FROM generate_series(1, i.indnkeyatts) k) AS descending
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = to_regclass(quote_ident(?))
              AND NOT EXISTS (
                SELECT FROM pg_constraint n WHERE n.conindid = i.indexrelid AND n.contype IN ('p', 'u', 'x')
              )
            """;

    private static final String OTHERS = """
            SELECT 'enum ' || t.typname || ' (' || string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) || ')'
            FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
            WHERE t.typnamespace = quote_ident(current_schema())::regnamespace
            GROUP BY t.typname
            UNION ALL
            SELECT 'type ' || t.typname FROM pg_type t
            WHERE t.typnamespace = quote_ident(current_schema())::regnamespace AND t.typtype IN ('d', 'r', 'm')
            UNION ALL
            SELECT 'relation ' || c.relname || ' of kind ' || c.relkind::text FROM pg_class c
            WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind IN ('v', 'm', 'S', 'f', 'c')
            UNION ALL
            SELECT 'function ' || p.oid::regprocedure::text FROM pg_proc p
            WHERE p.pronamespace = quote_ident(current_schema())::regnamespace
            UNION ALL
            SELECT pg_get_triggerdef(g.oid) FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
            WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND NOT g.tgisinternal
            """;

    private final Catalog catalog;

    PostgresSchemaReader(Catalog catalog) {
        this.catalog = catalog;
    }

    SchemaSnapshot read() throws SQLException {
        List<Table> tables =
                catalog.query(TABLES, row -> table(row.getString("relname"), row.getString("partitioning")));
        return new SchemaSnapshot(SchemaSnapshot.POSTGRES, tables, catalog.query(OTHERS, row -> row.getString(1)));
    }

    private Table table(String name, @Nullable String partitioning) throws SQLException {
        List<Key> primary = catalog.query(CONSTRAINTS, PostgresSchemaReader::key, name, "p");
        return new Table(
                name,
                catalog.query(COLUMNS, PostgresSchemaReader::column, name),
                primary.isEmpty() ? null : primary.getFirst(),
                catalog.query(CONSTRAINTS, PostgresSchemaReader::key, name, "u"),
                catalog.query(CONSTRAINTS, PostgresSchemaReader::foreignKey, name, "f"),
                catalog.query(INDEXES, PostgresSchemaReader::index, name),
                catalog.query(
                        CONSTRAINTS,
                        row -> new CheckConstraint(row.getString("conname"), row.getString("expression")),
                        name,
                        "c"),
                partitioning);
    }

    private static Column column(ResultSet row) throws SQLException {
        return new Column(
                row.getString("attname"),
                row.getString("type"),
                !row.getBoolean("attnotnull"),
                row.getString("default_value"),
                row.getString("collation"));
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(row.getString("conname"), Catalog.texts(row, "columns"));
    }

    private static ForeignKey foreignKey(ResultSet row) throws SQLException {
        return new ForeignKey(
                row.getString("conname"),
                Catalog.texts(row, "columns"),
                row.getString("referenced_table"),
                Catalog.texts(row, "referenced_columns"),
                action(row.getString("confupdtype")),
                action(row.getString("confdeltype")),
                checked(row.getBoolean("condeferrable"), row.getBoolean("condeferred")));
    }

    private static String action(String code) {
        return switch (code) {
            case "r" -> "RESTRICT";
            case "c" -> "CASCADE";
            case "n" -> "SET NULL";
            case "d" -> "SET DEFAULT";
            default -> "NO ACTION";
        };
    }

    private static Checked checked(boolean deferrable, boolean deferred) {
        if (!deferrable) {
            return Checked.ALWAYS_IMMEDIATELY;
        }
        return deferred ? Checked.AT_COMMIT : Checked.IMMEDIATELY_UNLESS_DEFERRED;
    }

    private static Index index(ResultSet row) throws SQLException {
        List<String> expressions = Catalog.texts(row, "parts");
        Array flags = row.getArray("descending");
        Boolean[] descending = (Boolean[]) flags.getArray();
        List<Part> parts = IntStream.range(0, expressions.size())
                .mapToObj(i -> new Part(expressions.get(i), descending[i]))
                .toList();
        return new Index(row.getString("relname"), row.getBoolean("indisunique"), parts, row.getString("predicate"));
    }
}
