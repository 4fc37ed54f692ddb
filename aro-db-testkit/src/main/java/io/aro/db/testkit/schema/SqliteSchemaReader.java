package io.aro.db.testkit.schema;

import io.aro.db.testkit.schema.ForeignKey.Checked;
import io.aro.db.testkit.schema.Index.Part;
import io.aro.db.testkit.schema.SqliteConstraint.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reader of the schema of a SQLite database, from its pragmas and the text of its statements. */
final class SqliteSchemaReader {

    private static final String TABLES =
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    private static final String OTHERS = "SELECT sql FROM sqlite_schema WHERE type IN ('view', 'trigger')";
    private static final String COLUMNS = "SELECT * FROM pragma_table_xinfo(?) ORDER BY cid";
    private static final String PRIMARY_KEY = "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk";
    private static final String UNIQUE_KEYS = "SELECT name FROM pragma_index_list(?) WHERE origin = 'u'";
    private static final String INDEX_COLUMNS = "SELECT name FROM pragma_index_info(?) ORDER BY seqno";
    private static final String FOREIGN_KEYS = "SELECT * FROM pragma_foreign_key_list(?) ORDER BY id, seq";
    private static final String INDEXES = """
            SELECT i.name, i."unique", s.sql
            FROM pragma_index_list(?) i JOIN sqlite_schema s ON s.type = 'index' AND s.name = i.name
            WHERE i.origin = 'c'
            """;

    private static final Pattern WHERE = Pattern.compile("(?i)^WHERE (.*)$");
    private static final Pattern ORDER = Pattern.compile("(?i) (ASC|DESC)$");

    private final Catalog catalog;

    SqliteSchemaReader(Catalog catalog) {
        this.catalog = catalog;
    }

    SchemaSnapshot read() throws SQLException {
        List<Table> tables = catalog.query(TABLES, row -> table(row.getString("name"), row.getString("sql")));
        return new SchemaSnapshot(
                SchemaSnapshot.SQLITE,
                tables,
                catalog.query(OTHERS, row -> SqlOutline.of(row.getString(1)).sql()));
    }

    private Table table(String name, String sql) throws SQLException {
        List<SqliteConstraint> constraints = SqliteConstraint.of(sql);
        List<String> primary = catalog.query(PRIMARY_KEY, row -> row.getString(1), name);
        return new Table(
                name,
                columns(name),
                primary.isEmpty() ? null : key(Kind.PRIMARY_KEY, primary, constraints),
                uniqueKeys(name, constraints),
                foreignKeys(name, constraints),
                indexes(name),
                constraints.stream()
                        .filter(constraint -> constraint.kind() == Kind.CHECK)
                        .map(check -> new CheckConstraint(check.name(), check.condition()))
                        .toList(),
                null);
    }

    private List<Column> columns(String table) throws SQLException {
        return catalog.query(
                COLUMNS,
                row -> new Column(
                        row.getString("name"),
                        row.getString("type"),
                        !row.getBoolean("notnull"),
                        Optional.ofNullable(row.getString("dflt_value"))
                                .map(value -> SqlOutline.of(value).sql())
                                .orElse(null),
                        null),
                table);
    }

    private List<Key> uniqueKeys(String table, List<SqliteConstraint> constraints) throws SQLException {
        List<Key> keys = new ArrayList<>();
        for (String index : catalog.query(UNIQUE_KEYS, row -> row.getString(1), table)) {
            keys.add(key(Kind.UNIQUE, catalog.query(INDEX_COLUMNS, row -> row.getString(1), index), constraints));
        }
        return keys;
    }

    private static Key key(Kind kind, List<String> columns, List<SqliteConstraint> constraints) {
        return new Key(
                find(kind, columns, constraints).map(SqliteConstraint::name).orElse(""), columns);
    }

    private List<ForeignKey> foreignKeys(String table, List<SqliteConstraint> constraints) throws SQLException {
        Map<Integer, ForeignKey> keys = new LinkedHashMap<>();
        catalog.query(
                FOREIGN_KEYS,
                row -> keys.merge(
                        row.getInt("id"),
                        new ForeignKey(
                                "",
                                List.of(row.getString("from")),
                                row.getString("table"),
                                Optional.ofNullable(row.getString("to")).stream()
                                        .toList(),
                                row.getString("on_update"),
                                row.getString("on_delete"),
                                Checked.ALWAYS_IMMEDIATELY),
                        SqliteSchemaReader::joined),
                table);
        return keys.values().stream().map(key -> named(key, constraints)).toList();
    }

    /** Joins two rows of a foreign key; the pragma has a row for each of its columns. */
    private static ForeignKey joined(ForeignKey some, ForeignKey next) {
        return new ForeignKey(
                some.name(),
                appended(some.columns(), next.columns()),
                some.referencedTable(),
                appended(some.referencedColumns(), next.referencedColumns()),
                some.onUpdate(),
                some.onDelete(),
                some.checked());
    }

    private static List<String> appended(List<String> list, List<String> more) {
        List<String> all = new ArrayList<>(list);
        all.addAll(more);
        return all;
    }

    private static ForeignKey named(ForeignKey key, List<SqliteConstraint> constraints) {
        return find(Kind.FOREIGN_KEY, key.columns(), constraints)
                .map(constraint -> new ForeignKey(
                        constraint.name(),
                        key.columns(),
                        key.referencedTable(),
                        key.referencedColumns(),
                        key.onUpdate(),
                        key.onDelete(),
                        constraint.checked()))
                .orElse(key);
    }

    private static Optional<SqliteConstraint> find(
            Kind kind, List<String> columns, List<SqliteConstraint> constraints) {
        return constraints.stream()
                .filter(constraint -> constraint.kind() == kind)
                .filter(constraint -> constraint.columns().equals(columns))
                .findFirst();
    }

    private List<Index> indexes(String table) throws SQLException {
        return catalog.query(
                INDEXES,
                row -> index(row.getString("name"), row.getBoolean("unique"), SqlOutline.of(row.getString("sql"))),
                table);
    }

    private static Index index(String name, boolean unique, SqlOutline create) {
        List<Part> parts = create.parenthesised(0).split().stream()
                .map(part -> part(part.sql()))
                .toList();
        Matcher where = WHERE.matcher(create.afterParentheses().sql());
        return new Index(name, unique, parts, where.matches() ? where.group(1) : null);
    }

    private static Part part(String text) {
        Matcher order = ORDER.matcher(text);
        boolean descending = order.find() && order.group(1).equalsIgnoreCase("DESC");
        return new Part(order.replaceFirst(""), descending);
    }
}
