package io.aro.db.migration;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rules of a schema of PostgreSQL that an owner has switched off, or that rows have passed while they were. */
final class PostgresRules {

    private static final String DISABLED = """
            SELECT DISTINCT c.relname
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND t.tgenabled IN ('D', 'R')
            ORDER BY c.relname
            """;

    /** Partitions are left out, whose checks are about to be validated while they are cut off. */
    private static final String NOT_VALIDATED = """
            SELECT k.conname
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            WHERE k.connamespace = quote_ident(current_schema())::regnamespace AND NOT k.convalidated AND NOT c.relispartition
            ORDER BY k.conname
            """;

    /** Returns a query for each foreign key that counts the rows which point to nothing. */
    private static final String ORPHAN_COUNTS = """
            SELECT format(
              'SELECT %L, count(*) FROM %s AS child WHERE %s AND NOT EXISTS (SELECT FROM %s AS parent WHERE %s) HAVING count(*) > 0',
              k.conname, k.conrelid::regclass, string_agg(format('child.%I IS NOT NULL', own.attname), ' AND '),
              k.confrelid::regclass, string_agg(format('parent.%I = child.%I', other.attname, own.attname), ' AND '))
            FROM pg_constraint k
            CROSS JOIN unnest(k.conkey, k.confkey) AS pair (own, other)
            JOIN pg_attribute own ON own.attrelid = k.conrelid AND own.attnum = pair.own
            JOIN pg_attribute other ON other.attrelid = k.confrelid AND other.attnum = pair.other
            WHERE k.contype = 'f' AND k.conparentid = 0 AND k.connamespace = quote_ident(current_schema())::regnamespace
            GROUP BY k.oid, k.conname, k.conrelid, k.confrelid
            ORDER BY k.conname
            """;

    private PostgresRules() {}

    /** Returns what is wrong, each as a part of a sentence; reads every table that has a foreign key. */
    static List<String> defects(Session session) {
        Stream<String> disabled = session.texts(DISABLED).stream().map("triggers of %s are disabled"::formatted);
        Stream<String> notValidated =
                session.texts(NOT_VALIDATED).stream().map("the constraint %s is not validated"::formatted);
        Stream<String> orphans = session.texts(ORPHAN_COUNTS).stream()
                .flatMap(query -> session.counts(query).entrySet().stream())
                .map(PostgresRules::orphans);
        return Stream.of(disabled, notValidated, orphans)
                .flatMap(found -> found)
                .toList();
    }

    private static String orphans(Map.Entry<String, Long> key) {
        return "%s rows point to nothing by %s".formatted(key.getValue(), key.getKey());
    }
}
