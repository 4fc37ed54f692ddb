package io.aro.db.testkit.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortableSqlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT t.xmin FROM t                                                                  | reads xmin
            INSERT INTO t (a) VALUES (?), ((SELECT max(b) FROM u))                                | has a subquery in VALUES
            INSERT INTO t (a) SELECT ? WHERE EXISTS (SELECT 1 FROM u)                             | inserts a SELECT with WHERE EXISTS
            INSERT INTO t (a) SELECT ? FROM v WHERE (v.a = ? AND EXISTS (SELECT 1 FROM u))        | inserts a SELECT with WHERE EXISTS
            INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = now()                  | computes now in DO UPDATE SET
            INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = current_timestamp      | computes current_timestamp in DO UPDATE SET
            INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = statement_timestamp()  | computes statement_timestamp in DO UPDATE SET
            INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = cast(? as timestamp with time zone) | casts to timestamp in DO UPDATE SET
            INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = ?::timestamptz         | casts to timestamptz in DO UPDATE SET
            INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = excluded.b + interval '1 day' | computes interval in DO UPDATE SET
            INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = (SELECT 1)             | has a subquery in DO UPDATE SET
            INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = 1 WHERE t.c < now()    | computes now in DO UPDATE SET
            WITH w AS (INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = random() RETURNING a) SELECT 1 FROM w | computes random in DO UPDATE SET
            """)
    void findsTheFormsThatCitusDoesNotTake(String sql, String breach) {
        assertThat(PortableSql.breaches(sql)).containsExactly(breach);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t (a) VALUES (coalesce(?, 1)), (cast(? as timestamp with time zone))",
                "INSERT INTO t (a) SELECT ? FROM u WHERE u.id = ?",
                "INSERT INTO t (a) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM u) ON CONFLICT (a) DO NOTHING",
                "SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM u)",
                "WITH w AS (INSERT INTO t (a) SELECT ? RETURNING a) SELECT 1 FROM u WHERE EXISTS (SELECT 1 FROM w)",
                "INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = excluded.b, c = t.c + 1, d = ?,"
                        + " e = CASE WHEN (excluded.e < t.e) THEN t.e ELSE coalesce(nullif(excluded.e, ''), t.e) END"
                        + " WHERE (t.b IS DISTINCT FROM excluded.b) RETURNING now(), (SELECT 1)"
            })
    void findsNothingInTheFormsThatItTakes(String sql) {
        assertThat(PortableSql.breaches(sql)).isEmpty();
    }
}
