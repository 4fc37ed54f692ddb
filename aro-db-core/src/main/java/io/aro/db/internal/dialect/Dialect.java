package io.aro.db.internal.dialect;

import io.aro.db.error.ConfigurationException;
import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.Table;
import org.jooq.TableField;

/** The SQL dialect of an engine: one method per operation beyond the shared SQL. */
public sealed interface Dialect permits PostgresDialect, SqliteDialect {

    /**
     * Returns the dialect of a configuration.
     *
     * @throws ConfigurationException if the engine is neither SQLite nor PostgreSQL
     */
    static Dialect of(Configuration configuration) {
        return switch (configuration.family()) {
            case SQLITE -> SqliteDialect.INSTANCE;
            case POSTGRES -> PostgresDialect.INSTANCE;
            case CUBRID,
                    DEFAULT,
                    DERBY,
                    DUCKDB,
                    FIREBIRD,
                    H2,
                    HSQLDB,
                    IGNITE,
                    MARIADB,
                    MYSQL,
                    TRINO,
                    YUGABYTEDB,
                    CLICKHOUSE ->
                throw new ConfigurationException(String.format(
                        Locale.ROOT,
                        "aro-db works with SQLite and PostgreSQL only, not with %s.",
                        configuration.family()));
        };
    }

    /** Returns the list with the status appended. */
    Field<List<AppointmentStatus>> append(Field<List<AppointmentStatus>> list, Field<AppointmentStatus> status);

    /** Returns the union: the list, followed by the missing elements of the second list in their order. */
    Field<List<String>> union(Field<List<String>> list, Field<List<String>> others);

    /** Returns the list without the elements of the second list. */
    Field<List<String>> without(Field<List<String>> list, Field<List<String>> others);

    /** Returns a column of text or literals as text compared by code points. */
    Field<String> byCodePoints(Field<?> text);

    /** Condition: the text contains only printable ASCII and no backslash. */
    Condition isPlain(Field<String> text);

    /** Returns whole hundredths as a decimal column value: 1250 becomes 12.50. */
    Field<BigDecimal> hundredths(Field<Long> hundredths, Field<BigDecimal> column);

    /**
     * Condition: the transaction gets the lock on the key without waiting. The lock is held until the transaction ends.
     *
     * <p>On SQLite always true, because transactions write one at a time.
     */
    Condition tryLock(Field<String> key);

    /**
     * Returns an always-true condition with a side effect: it sets the lock timeout of the transaction.
     *
     * <p>Attach the condition to a statement sent anyway. On SQLite it has no effect: a transaction holds the single
     * lock from its beginning.
     *
     * @param milliseconds the lock timeout as a number of milliseconds, at least 1
     */
    Condition limitLocks(Field<String> milliseconds);

    /**
     * Returns the id of the current transaction; null before its first write.
     *
     * <p>Savepoints keep the id, unlike the {@code xmin} of rows written in a savepoint. SQLite has no transaction ids,
     * and the value is always null; {@link #endsSavepoints} provides the alternative.
     */
    Field<String> transactionId();

    /** Condition: the current transaction has the id; on SQLite always true. */
    Condition isTransaction(Field<String> id);

    /** Returns whether detecting a transaction ended from outside requires a savepoint inside the transaction. */
    boolean endsSavepoints();

    /**
     * Returns the server's time plus a number of microseconds, or empty on an engine without a server clock.
     *
     * <p>The time is the start of the statement, not of the transaction.
     */
    Optional<Field<Instant>> serverTime(Field<Long> microseconds);

    /**
     * Returns a slightly later time: a whole millisecond, 0.5 to 1.5 ms after the given time.
     *
     * <p>This is the shortest step with the same result on both engines, because SQLite calculates in milliseconds.
     */
    Field<Instant> soonAfter(Field<Instant> time);

    /**
     * Inserts a row or overwrites the row with its key, in a single statement. Returns the resulting row, even if
     * neither was allowed.
     *
     * <p>PostgreSQL does not write to a protected row. SQLite overwrites a protected row with its own values; the
     * caller then rolls back. The result is empty if the row is absent and its insert was not allowed.
     */
    Optional<Record> insertOrRead(DSLContext dsl, InsertOrRead statement);

    /**
     * Returns the query with {@code SKIP LOCKED}: rows locked by other transactions are omitted. No effect on SQLite.
     */
    <R extends Record> Select<R> skippingLocked(SelectForUpdateStep<R> query);

    /**
     * Returns the condition with a planner hint: true for most rows.
     *
     * <p>Without statistics, before its first ANALYZE, SQLite assumes high selectivity for any comparison with a value.
     * PostgreSQL gathers statistics by itself and gets no hint.
     */
    Condition likely(Condition condition);

    /**
     * Locks the rows of the query until the transaction ends. The next statement sees all commits of earlier lock
     * holders.
     *
     * <p>No effect on SQLite, because transactions write one at a time.
     */
    void lock(SelectForUpdateStep<?> query);

    /** Returns the query with the row locks of {@link #lock}. */
    <R extends Record> Select<R> locking(SelectForUpdateStep<R> query);

    /**
     * Returns the query with row locks that also block new foreign key references, as needed to change a unique column.
     *
     * <p>On SQLite the query is unchanged.
     */
    <R extends Record> Select<R> lockingKeys(SelectForUpdateStep<R> query);

    /** Returns whether a query may contain writing statements in its {@code WITH} clause. */
    boolean writesInQueries();

    /** Returns whether several statements travel as one text in one round trip, with all their bind parameters. */
    boolean sendsTogether();

    /**
     * Executes independent statements in their order, in the current transaction.
     *
     * <p>On PostgreSQL one round trip carries up to a hundred statements; SQLite has no round trips. On both engines
     * all values are bind parameters.
     */
    void executeAll(DSLContext dsl, List<? extends Query> statements);

    /**
     * Locks the key exclusively until the transaction ends. Waits for all other holders.
     *
     * <p>No effect on SQLite, because transactions write one at a time.
     */
    void lockKey(DSLContext transaction, String key);

    /**
     * Locks the key in shared mode until the transaction ends. Waits for an exclusive holder.
     *
     * <p>No effect on SQLite, because transactions write one at a time.
     */
    void shareKey(DSLContext transaction, String key);

    /** Returns the partitions of a table, or empty on an engine without partitions. */
    Optional<PostgresPartitions> partitionsOf(Table<?> table, TableField<?, Instant> time);

    /**
     * Empties the write-ahead log, which contains former values, and returns whether the log is now empty.
     *
     * <p>Returns false on PostgreSQL and has no effect there: vacuum and log recycling remove former values over time.
     */
    boolean emptyLog(DSLContext dsl);

    /**
     * Rewrites the database file without deleted content.
     *
     * @throws ConfigurationException if the engine is PostgreSQL, with its automatic vacuum
     */
    void rewrite(DSLContext dsl);

    /**
     * Writes a consistent snapshot of the database into a new file.
     *
     * @throws ConfigurationException if the engine is PostgreSQL, with its own backup tools
     */
    void copyTo(DSLContext dsl, Path file);

    /** Returns the database file, or empty for an in-memory database and for a server. */
    Optional<Path> file(DSLContext dsl);

    /**
     * Makes the newly begun transaction read-only on a single snapshot.
     *
     * @return whether {@link #leaveReadOnly} must be called before the connection is reused
     */
    boolean enterReadOnly(DSLContext transaction);

    /** Reverts the effect of {@link #enterReadOnly} on the connection. */
    void leaveReadOnly(DSLContext transaction);
}
