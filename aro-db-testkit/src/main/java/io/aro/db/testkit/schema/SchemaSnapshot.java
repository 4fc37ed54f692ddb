package io.aro.db.testkit.schema;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.internal.VendorErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The schema of a database at one moment. Equal snapshots accept and reject the same rows.
 *
 * @param product the database product, such as "SQLite"
 * @param tables every table, ordered by name
 * @param others everything but tables: types, views, sequences, functions and triggers, one line each
 */
public record SchemaSnapshot(String product, List<Table> tables, List<String> others) {

    static final String SQLITE = "SQLite";
    static final String POSTGRES = "PostgreSQL";

    /** Copies and sorts the lists. */
    public SchemaSnapshot {
        tables = tables.stream().sorted(Comparator.comparing(Table::name)).toList();
        others = others.stream().sorted().toList();
    }

    /** Returns the schema of a SQLite database, or the current schema of a PostgreSQL database. */
    public static SchemaSnapshot of(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            Catalog catalog = new Catalog(connection);
            String product = connection.getMetaData().getDatabaseProductName();
            return switch (product) {
                case SQLITE -> new SqliteSchemaReader(catalog).read();
                case POSTGRES -> new PostgresSchemaReader(catalog).read();
                default ->
                    throw new ConfigurationException(
                            "A schema can be read from SQLite or PostgreSQL only, not from " + product + ".");
            };
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Returns the table of the name. */
    public Optional<Table> table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** Returns the schema without the named tables. */
    public SchemaSnapshot without(String... names) {
        Set<String> left = Set.of(names);
        return new SchemaSnapshot(
                product,
                tables.stream().filter(table -> !left.contains(table.name())).toList(),
                others);
    }

    /** Returns one part of the schema on each line, for readable differences. */
    @Override
    public String toString() {
        return tables.stream().map(Table::toString).collect(Collectors.joining("\n"))
                + others.stream().map(other -> "\n" + other).collect(Collectors.joining());
    }
}
