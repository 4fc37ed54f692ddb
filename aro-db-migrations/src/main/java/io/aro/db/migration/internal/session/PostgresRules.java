package io.aro.db.migration.internal.session;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The disabled or violated rules of a PostgreSQL schema.
 *
 * <p>Tables of the host application in the same schema are ignored and need not be readable.
 */
final class PostgresRules {

    /** A partition counts as part of its root table. */
    private static final String OF_OWN_TABLE = """
             AND lower(coalesce((SELECT root.relname FROM pg_class root WHERE root.oid = pg_partition_root(c.oid)), c.relname))
              = ANY (string_to_array(?, ','))
            """;

    private static final String DISABLED = """
            SELECT DISTINCT c.relname
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND t.tgenabled IN ('D', 'R')
            """ + OF_OWN_TABLE + """
            ORDER BY c.relname
            """;

    /** Excludes partitions, whose checks are validated shortly during detachment. */
    private static final String NOT_VALIDATED = """
            SELECT k.conname
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            WHERE k.connamespace = quote_ident(current_schema())::regnamespace AND NOT k.convalidated AND NOT c.relispartition
            """ + OF_OWN_TABLE + """
            ORDER BY k.conname
            """;

    /** Returns a query for each foreign key, which counts the rows without a parent. */
    private static final String ORPHAN_COUNTS = """
            SELECT format(
              'SELECT %L, count(*) FROM %s AS child WHERE %s AND NOT EXISTS (SELECT FROM %s AS parent WHERE %s) HAVING count(*) > 0',
              k.conname, k.conrelid::regclass, string_agg(format('child.%I IS NOT NULL', own.attname), ' AND '),
              k.confrelid::regclass, string_agg(format('parent.%I = child.%I', other.attname, own.attname), ' AND '))
            FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid
            CROSS JOIN unnest(k.conkey, k.confkey) AS pair (own, other)
            JOIN pg_attribute own ON own.attrelid = k.conrelid AND own.attnum = pair.own
            JOIN pg_attribute other ON other.attrelid = k.confrelid AND other.attnum = pair.other
            WHERE k.contype = 'f' AND k.conparentid = 0 AND k.connamespace = quote_ident(current_schema())::regnamespace
            """ + OF_OWN_TABLE + """
             AND (k.convalidated OR ?)
            GROUP BY k.oid, k.conname, k.conrelid, k.confrelid
            ORDER BY k.conname
            """;

    /** Excludes partitioned indexes, invalid until every partition has its own index. */
    private static final String HALF_BUILT = """
            SELECT x.relname
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
            WHERE NOT i.indisvalid AND x.relkind = 'i' AND x.relnamespace = quote_ident(current_schema())::regnamespace
            """ + OF_OWN_TABLE + """
            ORDER BY x.relname
            """;

    private PostgresRules() {}

    /**
     * Returns the defects of the tables, each as part of a sentence. Reads all rows with a foreign key.
     *
     * @param isOurs whether the schema has exactly the version of the library; a newer library may still
     *     be validating its constraints and building its indexes, irrelevant to the present library
     */
    static List<String> defects(MigrationSession session, Set<String> tables, boolean isOurs) {
        String own = String.join(",", tables);
        Stream<String> disabled =
                session.texts(DISABLED, own).stream().map(table -> "triggers of " + table + " are disabled");
        Stream<String> orphans = session.texts(ORPHAN_COUNTS, own, isOurs).stream()
                .flatMap(query -> session.counts(query).entrySet().stream())
                .map(PostgresRules::orphans);
        return Stream.of(disabled, orphans, isOurs ? unfinished(session, own) : Stream.<String>empty())
                .flatMap(found -> found)
                .toList();
    }

    private static Stream<String> unfinished(MigrationSession session, String own) {
        Stream<String> notValidated =
                session.texts(NOT_VALIDATED, own).stream().map(name -> "the constraint " + name + " is not validated");
        Stream<String> halfBuilt =
                session.texts(HALF_BUILT, own).stream().map(name -> "the index " + name + " is half built");
        return Stream.concat(notValidated, halfBuilt);
    }

    private static String orphans(Map.Entry<String, Long> key) {
        return String.format(Locale.ROOT, "%s rows violate the foreign key %s", key.getValue(), key.getKey());
    }
}
