package io.aro.db.testkit.lint;

import static io.aro.db.testkit.lint.ScriptDialect.POSTGRESQL;
import static io.aro.db.testkit.lint.ScriptDialect.SQLITE;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * A script with a breach of one rule, beside a correct script with the same effect.
 *
 * @param line the line of the breach
 */
record Breach(Rule rule, ScriptDialect dialect, int line, String breaking, String clean) {

    static Stream<Breach> all() {
        return Stream.of(ofCompatibility(), ofLocks(), ofPortability(), ofTypes(), ofScripts())
                .flatMap(breaches -> breaches);
    }

    private static Breach on(ScriptDialect dialect, Rule rule, String breaking, String clean) {
        return new Breach(rule, dialect, 1, breaking, clean);
    }

    private static Breach postgresql(Rule rule, String breaking, String clean) {
        return on(POSTGRESQL, rule, breaking, clean);
    }

    private static Breach sqlite(Rule rule, String breaking, String clean) {
        return on(SQLITE, rule, breaking, clean);
    }

    private static Stream<Breach> ofCompatibility() {
        return Stream.of(
                postgresql(Rule.DROP_COLUMN, "ALTER TABLE t DROP COLUMN c", "ALTER TABLE t DROP CONSTRAINT ck_t_c"),
                sqlite(Rule.DROP_COLUMN, "alter table t drop c", "ALTER TABLE t ADD COLUMN c text"),
                postgresql(
                        Rule.DROP_COLUMN,
                        "ALTER TABLE ONLY app.t ALTER COLUMN d SET DEFAULT f(1, 2), DROP IF EXISTS c",
                        "ALTER TABLE t ALTER COLUMN c DROP DEFAULT, ALTER COLUMN c DROP NOT NULL"),
                postgresql(
                        Rule.DROP_TABLE,
                        "DROP TABLE IF EXISTS app.t CASCADE",
                        "CREATE TEMP TABLE t (c text); DROP TABLE t"),
                sqlite(Rule.DROP_TABLE, "DROP TABLE t", """
                        CREATE TABLE t_new (c text);
                        INSERT INTO t_new SELECT c FROM t;
                        DROP TABLE t;
                        ALTER TABLE t_new RENAME TO t;"""),
                postgresql(Rule.RENAME, "ALTER TABLE t RENAME TO u", "ALTER TABLE t RENAME CONSTRAINT a TO b"),
                sqlite(Rule.RENAME, "ALTER TABLE t RENAME COLUMN c TO d", "ALTER TABLE t ADD COLUMN d text"),
                postgresql(
                        Rule.REQUIRED_COLUMN,
                        "ALTER TABLE t ADD COLUMN IF_NOT text NOT NULL",
                        "ALTER TABLE t ADD COLUMN c text NOT NULL DEFAULT ''"),
                postgresql(
                        Rule.REQUIRED_COLUMN,
                        "ALTER TABLE t ADD COLUMN \"like\" text NOT NULL",
                        "CREATE TABLE t (a text); ALTER TABLE t ADD COLUMN c text NOT NULL"),
                sqlite(
                        Rule.REQUIRED_COLUMN,
                        "ALTER TABLE t ADD c text CHECK (c <> '') NOT NULL",
                        "ALTER TABLE t ADD c text CHECK (c IS NOT NULL OR d IS NULL)"),
                postgresql(Rule.TRUNCATE, "TRUNCATE t CASCADE", "DELETE FROM t WHERE c = 'TRUNCATE t'"),
                sqlite(
                        Rule.REPLACE_ROWS,
                        "INSERT OR REPLACE INTO t VALUES (1)",
                        "INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET c = replace(c, 'a', 'b')"),
                sqlite(Rule.REPLACE_ROWS, "REPLACE INTO t VALUES (1)", "INSERT OR IGNORE INTO t VALUES (1)"));
    }

    private static Stream<Breach> ofLocks() {
        return Stream.of(
                postgresql(
                        Rule.CHANGE_TYPE,
                        "ALTER TABLE t ALTER c SET DATA TYPE bigint USING c::bigint",
                        "ALTER TABLE t ALTER COLUMN type SET DEFAULT 1"),
                postgresql(
                        Rule.CHANGE_TYPE,
                        "ALTER TABLE t ALTER COLUMN type TYPE text",
                        "CREATE TABLE t (c integer); ALTER TABLE t ALTER COLUMN c TYPE bigint"),
                postgresql(
                        Rule.VOLATILE_DEFAULT,
                        "ALTER TABLE t ADD COLUMN c uuid DEFAULT gen_random_uuid()",
                        "ALTER TABLE t ADD COLUMN c uuid; ALTER TABLE t ALTER COLUMN c SET DEFAULT gen_random_uuid()"),
                postgresql(
                        Rule.VOLATILE_DEFAULT,
                        "ALTER TABLE t ADD COLUMN d integer GENERATED ALWAYS AS (c + 1) STORED",
                        "CREATE TABLE t (c integer, d integer GENERATED ALWAYS AS (c + 1) STORED)"),
                postgresql(
                        Rule.VOLATILE_DEFAULT,
                        "ALTER TABLE t ADD COLUMN c bigint GENERATED ALWAYS AS IDENTITY",
                        "ALTER TABLE t ADD COLUMN identity text CHECK (stored > identity)"),
                postgresql(
                        Rule.SET_NOT_NULL,
                        "ALTER TABLE t ALTER COLUMN c SET NOT NULL",
                        "ALTER TABLE t VALIDATE CONSTRAINT ck_t_c; ALTER TABLE t ALTER COLUMN c SET NOT NULL"),
                postgresql(
                        Rule.SCANNING_CONSTRAINT,
                        "ALTER TABLE t ADD CONSTRAINT fk_t_c FOREIGN KEY (c) REFERENCES u (id)",
                        "ALTER TABLE t ADD CONSTRAINT fk_t_c FOREIGN KEY (c) REFERENCES u (id) NOT VALID"),
                postgresql(
                        Rule.SCANNING_CONSTRAINT,
                        "ALTER TABLE t ADD CHECK (c > 0)",
                        "CREATE TABLE t (c integer); ALTER TABLE t ADD CHECK (c > 0)"),
                new Breach(Rule.SCANNING_CONSTRAINT, POSTGRESQL, 3, """
                        ALTER TABLE t ADD CONSTRAINT ck_t_c CHECK (c > 0) NOT VALID;

                        ALTER TABLE t VALIDATE CONSTRAINT ck_t_c;""", "ALTER TABLE t VALIDATE CONSTRAINT ck_t_c"),
                postgresql(
                        Rule.SCANNING_UNIQUE,
                        "ALTER TABLE t ADD CONSTRAINT uq_t_c UNIQUE (c)",
                        "ALTER TABLE t ADD CONSTRAINT uq_t_c UNIQUE USING INDEX idx_t_c"),
                postgresql(
                        Rule.BLOCKING_INDEX,
                        "CREATE UNIQUE INDEX idx_t_c ON ONLY t (c)",
                        "CREATE INDEX CONCURRENTLY idx_t_c ON t (c)"),
                postgresql(
                        Rule.BLOCKING_INDEX,
                        "CREATE INDEX idx_t_c ON app.\"t\" USING gin (c)",
                        "CREATE TABLE app.t (c text); CREATE INDEX idx_t_c ON t (c)"),
                new Breach(
                        Rule.CONCURRENTLY_IN_TRANSACTION,
                        POSTGRESQL,
                        2,
                        "COMMENT ON TABLE t IS 'a;b';\nCREATE INDEX CONCURRENTLY idx_t_c ON t (c);",
                        "-- Alone; as it must be.\nCREATE INDEX CONCURRENTLY idx_t_c ON t (c);\n-- The end."),
                new Breach(
                        Rule.CONCURRENTLY_IN_TRANSACTION,
                        POSTGRESQL,
                        2,
                        "SELECT 1;\nDROP INDEX CONCURRENTLY idx_t_c;",
                        "SELECT 1; REFRESH MATERIALIZED VIEW CONCURRENTLY v"),
                new Breach(
                        Rule.CONCURRENTLY_IN_TRANSACTION,
                        POSTGRESQL,
                        2,
                        "COMMENT ON TABLE t IS 'c';\nCREATE INDEX CONCURRENTLY idx_t_c ON t (c);",
                        "DROP INDEX CONCURRENTLY IF EXISTS idx_t_c; CREATE INDEX CONCURRENTLY idx_t_c ON t (c);"),
                postgresql(
                        Rule.UNREPEATABLE,
                        "CREATE INDEX CONCURRENTLY idx_t_c ON t (c)",
                        "DROP INDEX CONCURRENTLY IF EXISTS idx_t_c; CREATE INDEX CONCURRENTLY idx_t_c ON t (c)"),
                new Breach(Rule.UNREPEATABLE, POSTGRESQL, 2, """
                        DROP INDEX CONCURRENTLY IF EXISTS idx_t_d;
                        CREATE UNIQUE INDEX CONCURRENTLY idx_t_c ON t (c);""", """
                        DROP INDEX CONCURRENTLY IF EXISTS app.idx_t_d, app.idx_t_c;
                        CREATE UNIQUE INDEX CONCURRENTLY idx_t_c ON t (c);"""),
                new Breach(Rule.UNREPEATABLE, POSTGRESQL, 2, """
                        DROP INDEX CONCURRENTLY IF EXISTS idx_t_c;
                        CREATE INDEX CONCURRENTLY ON t (c);""", "REINDEX INDEX CONCURRENTLY idx_t_c"),
                postgresql(
                        Rule.UNREPEATABLE,
                        "DROP INDEX CONCURRENTLY idx_t_c",
                        "DROP INDEX CONCURRENTLY IF EXISTS idx_t_c"),
                new Breach(
                        Rule.BACKFILL,
                        POSTGRESQL,
                        2,
                        "ALTER TABLE t ADD COLUMN c text;\nUPDATE t SET c = 'x';",
                        "UPDATE t SET c = 'x'"),
                new Breach(
                        Rule.BACKFILL,
                        POSTGRESQL,
                        2,
                        "ALTER TABLE t ADD COLUMN c text;\nWITH old AS (SELECT 1) DELETE FROM t USING old;",
                        "CREATE TABLE t (c text); INSERT INTO t VALUES ('x'); UPDATE t SET c = 'y'"));
    }

    private static Stream<Breach> ofPortability() {
        return Stream.of(
                postgresql(
                        Rule.CROWDED_CONSTRAINT,
                        "ALTER TABLE t ADD COLUMN c text, ADD CONSTRAINT ck_t_c CHECK (c <> '') NOT VALID",
                        "ALTER TABLE t ADD COLUMN c text; ALTER TABLE t ADD CONSTRAINT ck_t_c CHECK (c <> '') NOT VALID"),
                postgresql(
                        Rule.CROWDED_CONSTRAINT,
                        "CREATE TABLE t (c text); ALTER TABLE t ADD CHECK (c <> ''), ADD UNIQUE (c)",
                        "ALTER TABLE t ADD CONSTRAINT ck_t_c CHECK (c IN ('a', 'b')) NOT VALID"),
                postgresql(
                        Rule.ADD_AND_DROP,
                        "ALTER TABLE t ADD COLUMN c text, DROP CONSTRAINT ck_t_d",
                        "ALTER TABLE t DROP CONSTRAINT ck_t_c, DROP CONSTRAINT ck_t_d; ALTER TABLE t ADD COLUMN c text"),
                postgresql(
                        Rule.UNNAMED_PROMISE,
                        "CREATE TRIGGER tg_t BEFORE DELETE ON t FOR EACH ROW EXECUTE FUNCTION refuse()",
                        "-- Promise: rows of t stay.\nCREATE TRIGGER tg_t BEFORE DELETE ON t EXECUTE FUNCTION refuse()"),
                new Breach(
                        Rule.UNNAMED_PROMISE,
                        POSTGRESQL,
                        2,
                        "-- Promise:\nCREATE OR REPLACE TRIGGER tg_t BEFORE DELETE ON t EXECUTE FUNCTION refuse()",
                        "DROP TRIGGER tg_t ON t"),
                sqlite(
                        Rule.UNNAMED_PROMISE,
                        "CREATE TRIGGER tg_t BEFORE DELETE ON t BEGIN SELECT raise(ABORT, 'kept'); END",
                        "-- Promise: rows of t stay.\nCREATE TRIGGER tg_t BEFORE DELETE ON t BEGIN SELECT 1; END"));
    }

    private static Stream<Breach> ofTypes() {
        return Stream.of(
                postgresql(
                        Rule.NARROW_KEY,
                        "CREATE TABLE t (id serial PRIMARY KEY)",
                        "CREATE TABLE t (id bigserial PRIMARY KEY, amount integer)"),
                postgresql(
                        Rule.NARROW_KEY,
                        "CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY)",
                        "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY)"),
                postgresql(
                        Rule.PADDED_TEXT,
                        "CREATE TABLE t (id uuid, c char(3) NOT NULL)",
                        "CREATE TABLE t (c character varying(3), d \"char\", char text, CHECK (d <> ''))"),
                postgresql(
                        Rule.LOCAL_TIME,
                        "ALTER TABLE t ADD COLUMN c timestamp(3)",
                        "ALTER TABLE t ADD COLUMN c timestamp(3) with time zone, ADD COLUMN d timestamptz"),
                postgresql(
                        Rule.TEXTUAL_JSON,
                        "CREATE UNLOGGED TABLE IF_T (a jsonb, b json)",
                        "CREATE TABLE t (json jsonb DEFAULT '{}'::jsonb)"),
                sqlite(
                        Rule.LONG_NAME,
                        String.format(Locale.ROOT, "CREATE INDEX %s ON t (c)", "i".repeat(64)),
                        String.format(Locale.ROOT, "CREATE INDEX %s ON t (c)", "i".repeat(63))),
                postgresql(
                        Rule.LONG_NAME,
                        String.format(Locale.ROOT, "CREATE TABLE \"%s\" (c text)", "é".repeat(32)),
                        String.format(Locale.ROOT, "CREATE TABLE t (c text DEFAULT '%s')", "c".repeat(64))));
    }

    private static Stream<Breach> ofScripts() {
        return Stream.of(
                sqlite(
                        Rule.COMPUTED_DEFAULT,
                        "ALTER TABLE t ADD COLUMN c text DEFAULT CURRENT_TIMESTAMP",
                        "CREATE TABLE t (c text DEFAULT CURRENT_TIMESTAMP)"),
                sqlite(
                        Rule.COMPUTED_DEFAULT,
                        "ALTER TABLE t ADD COLUMN c text DEFAULT (random())",
                        "ALTER TABLE t ADD COLUMN c text DEFAULT 'random()'"),
                postgresql(
                        Rule.HIDDEN_DIFFERENCE,
                        "DROP INDEX CONCURRENTLY IF EXISTS idx_t_c; CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_t_c ON t (c)",
                        "CREATE INDEX CONCURRENTLY idx_t_c ON t (c)"),
                postgresql(
                        Rule.HIDDEN_DIFFERENCE,
                        "ALTER TABLE t ADD COLUMN IF NOT EXISTS c text",
                        "ALTER TABLE t ADD COLUMN c text; DROP INDEX IF EXISTS idx_t_d"),
                sqlite(
                        Rule.TRANSACTION_CONTROL,
                        "COMMIT",
                        "CREATE TRIGGER r AFTER INSERT ON t BEGIN UPDATE t SET c = CASE WHEN 1 THEN 2 END; SELECT 1; END"),
                postgresql(
                        Rule.TRANSACTION_CONTROL,
                        "BEGIN",
                        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $x$ BEGIN; COMMIT; END $x$"),
                postgresql(Rule.LOCK_TIMEOUT, "SET LOCAL lock_timeout = '1h'", "SET LOCAL work_mem = '64MB'"),
                sqlite(Rule.PRAGMA, "PRAGMA foreign_keys = OFF", "SELECT * FROM pragma_table_info('t')"));
    }

    @Override
    public String toString() {
        return rule.id() + " on " + dialect.folder() + ": " + breaking.replaceAll("\\s+", " ");
    }
}
