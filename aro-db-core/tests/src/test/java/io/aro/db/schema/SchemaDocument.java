package io.aro.db.schema;

import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.testkit.schema.Column;
import io.aro.db.testkit.schema.ForeignKey;
import io.aro.db.testkit.schema.Index;
import io.aro.db.testkit.schema.Key;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The schema as Markdown, from the catalogs of both engines. */
@NullMarked
final class SchemaDocument {

    private static final String HEAD = """
            # The schema

            Every table and column on both engines, as a migrated database has them. This page is written by a test, which fails
            when it is no longer true; `./mvnw test -pl aro-db-core/tests -am -Dtest=SchemaDocumentTest -Ddocs.write=true
            -Dsurefire.failIfNoSpecifiedTests=false` writes it anew.

            On SQLite the types are declared names, and each column carries the CHECK that enforces its own: ids and times are
            text, `NUMERIC(p, 2)` holds whole hundredths, lists are JSON arrays. Those checks are left out below; the checks shown and
            the defaults hold on both engines, in the words of PostgreSQL.
            """;

    private final SchemaSnapshot sqlite;
    private final SchemaSnapshot postgres;
    private final Map<String, String> meanings;
    private final StringBuilder text = new StringBuilder(HEAD);

    private SchemaDocument(SchemaSnapshot sqlite, SchemaSnapshot postgres, Map<String, String> meanings) {
        this.sqlite = sqlite;
        this.postgres = postgres;
        this.meanings = meanings;
    }

    /** Returns the document. The meanings are keyed by {@code table} and {@code table.column}. */
    static String of(SchemaSnapshot sqlite, SchemaSnapshot postgres, Map<String, String> meanings) {
        SchemaDocument document = new SchemaDocument(sqlite, postgres, meanings);
        document.diagram();
        document.text
                .append("\n## The states of an appointment\n\n```mermaid\n")
                .append(AppointmentStateMachine.diagram())
                .append("```\n");
        document.tables().forEach(document::describe);
        return document.text.toString();
    }

    private Stream<Table> tables() {
        return postgres.tables().stream().filter(table -> !table.isPartition());
    }

    private void diagram() {
        text.append("\n## How the tables hang together\n\n```mermaid\nerDiagram\n");
        tables().forEach(table -> {
            table.foreignKeys().stream()
                    .map(key -> String.format(
                            Locale.ROOT,
                            "    %s ||--o{ %s : %s\n",
                            key.referencedTable(),
                            table.name(),
                            String.join("_", key.columns())))
                    .forEach(text::append);
            text.append("    ").append(table.name()).append(" {\n");
            table.columns()
                    .forEach(column -> text.append(String.format(
                            Locale.ROOT,
                            "        %s %s%s\n",
                            word(onSqlite(table, column).type()),
                            column.name(),
                            marks(table, column))));
            text.append("    }\n");
        });
        text.append("```\n");
    }

    private void describe(Table table) {
        text.append("\n## ").append(table.name()).append("\n\n");
        text.append(meaning(table.name())).append("\n\n");
        text.append("| column | meaning | SQLite | PostgreSQL | null | default |\n");
        text.append("| --- | --- | --- | --- | --- | --- |\n");
        table.columns().forEach(column -> describe(table, column));
        text.append('\n');
        Stream.ofNullable(table.primaryKey())
                .map(key -> "primary key " + named(key))
                .forEach(this::item);
        table.uniqueKeys().stream().map(key -> "unique " + named(key)).forEach(this::item);
        table.foreignKeys().stream().map(SchemaDocument::described).forEach(this::item);
        table.indexes().stream().map(SchemaDocument::described).forEach(this::item);
        table.checks().stream()
                .map(check -> String.format(Locale.ROOT, "check `%s`: `%s`", check.name(), plain(check.expression())))
                .forEach(this::item);
    }

    private void describe(Table table, Column column) {
        Column other = onSqlite(table, column);
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s | `%s`%s | `%s`%s | %s | %s |\n",
                column.name(),
                meaning(table.name() + "." + column.name()),
                other.type(),
                collation(other),
                column.type(),
                collation(column),
                column.nullable() ? "yes" : "no",
                shown(column.defaultValue())));
    }

    private void item(String line) {
        text.append("- ").append(line).append('\n');
    }

    private Column onSqlite(Table table, Column column) {
        return sqlite.table(table.name())
                .flatMap(twin -> twin.column(column.name()))
                .orElseThrow();
    }

    private String meaning(String name) {
        String meaning = meanings.get(name);
        if (meaning == null) {
            throw new AssertionError(name + " has no meaning; say it by COMMENT ON in the migration that adds it");
        }
        return meaning;
    }

    private static String marks(Table table, Column column) {
        Key primary = table.primaryKey();
        boolean isKey = primary != null && primary.columns().contains(column.name());
        boolean isReference =
                table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column.name()));
        List<String> marks = Stream.of(isKey ? "PK" : "", isReference ? "FK" : "")
                .filter(mark -> !mark.isEmpty())
                .toList();
        return marks.isEmpty() ? "" : " " + String.join(", ", marks);
    }

    private static String described(ForeignKey key) {
        String when = key.checked() == ForeignKey.Checked.AT_COMMIT ? ", checked at commit" : "";
        return String.format(
                Locale.ROOT,
                "`%s`: (%s) → %s (%s), on delete %s%s",
                key.name(),
                String.join(", ", key.columns()),
                key.referencedTable(),
                String.join(", ", key.referencedColumns()),
                key.onDelete().toLowerCase(Locale.ROOT),
                when);
    }

    private static String described(Index index) {
        String parts = index.parts().stream()
                .map(part -> plain(part.expression()) + (part.descending() ? " DESC" : ""))
                .collect(Collectors.joining(", "));
        String where = index.predicate() == null ? "" : " where `" + plain(index.predicate()) + "`";
        return String.format(
                Locale.ROOT, "%s `%s` (%s)%s", index.unique() ? "unique index" : "index", index.name(), parts, where);
    }

    private static String named(Key key) {
        return String.format(Locale.ROOT, "`%s` (%s)", key.name(), String.join(", ", key.columns()));
    }

    private static String collation(Column column) {
        return column.collation() == null ? "" : " " + column.collation();
    }

    private static String shown(@Nullable String expression) {
        return expression == null ? "" : "`" + plain(expression) + "`";
    }

    /** Removes the casts added by PostgreSQL, which repeat the type of the column. */
    private static String plain(String expression) {
        return expression
                .replaceAll("::(character varying|timestamp with time zone|[a-z_]+)(\\(\\d+(,\\d+)?\\))?(\\[])?", "")
                .replace("|", "\\|");
    }

    /** Returns the type as one word, for the diagram. */
    private static String word(String type) {
        return type.replaceAll("\\W+", "_").replaceAll("_$", "");
    }
}
