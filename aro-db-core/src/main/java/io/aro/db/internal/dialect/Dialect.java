package io.aro.db.internal.dialect;

import io.aro.db.error.ConfigurationException;
import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
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
import org.jspecify.annotations.Nullable;

/** The seam between the engines: one method for each operation that the shared SQL cannot express for both. */
public sealed interface Dialect permits PostgresDialect, SqliteDialect {

    /**
     * Returns the dialect of a configuration.
     *
     * @throws ConfigurationException if it is for neither SQLite nor PostgreSQL
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

    /** Returns the list with one more status at its end. */
    Field<List<AppointmentStatus>> append(Field<List<AppointmentStatus>> list, Field<AppointmentStatus> status);

    /** Returns the union of the lists: the list, followed by the missing elements of the others in their order. */
    Field<List<String>> union(Field<List<String>> list, Field<List<String>> others);

    /** Returns the list without any of the others. */
    Field<List<String>> without(Field<List<String>> list, Field<List<String>> others);

    /** Returns a column of text or literals as text that compares by code points. */
    Field<String> byCodePoints(Field<?> text);

    /** Returns the condition that a text is of printable ASCII alone, without a backslash. */
    Condition isPlain(Field<String> text);

    /** Returns a number of whole hundredths as a value of a decimal column: 1250 becomes 12.50. */
    Field<BigDecimal> hundredths(Field<Long> hundredths, Field<BigDecimal> column);

    /**
     * Returns the condition that no other open transaction has locked the key, without waiting.
     *
     * <p>On SQLite it is always true, since only one transaction writes at a time.
     */
    Condition tryLock(String key);

    /**
     * Returns a condition that is always true and sets the lock timeout of the transaction.
     *
     * <p>It is part of a statement that is sent anyway. On SQLite it does nothing: a transaction holds the one lock
     * from its beginning.
     *
     * @param limit at least a millisecond
     */
    Condition limitLocks(Duration limit);

    /**
     * Returns the id of the current transaction; null before its first write.
     *
     * <p>Savepoints keep it, unlike the {@code xmin} of the rows written in them. SQLite has no such id, so it is null
     * there; {@link #endsSavepoints} tells whether a transaction was ended meanwhile.
     */
    Field<String> transactionId();

    /** Returns the condition that the current transaction has the id; on SQLite it is always true. */
    Condition isTransaction(@Nullable String id);

    /** Tells whether a savepoint must be kept to detect that the transaction around it was ended from outside. */
    boolean endsSavepoints();

    /**
     * Returns the server's time plus a duration; empty if the engine has no clock but the machine's.
     *
     * <p>It is the start of the statement, not of its transaction.
     */
    Optional<Field<Instant>> serverTime(Duration ahead);

    /**
     * Returns a time soon after the given one: a whole millisecond, half a millisecond to one and a half later.
     *
     * <p>It is the shortest step that both engines compute alike, since SQLite counts in milliseconds.
     */
    Field<Instant> soonAfter(Field<Instant> time);

    /**
     * Inserts a row or overwrites the row with its key, in one statement, and returns the row as it then stands, even if
     * neither was allowed.
     *
     * <p>PostgreSQL writes nothing to a row that must stay. On SQLite such a row is overwritten with its own values, so
     * the caller rolls back then. The result is empty if an insert was not allowed and no row is there.
     */
    Optional<Record> insertOrRead(DSLContext dsl, InsertOrRead statement);

    /** Returns the query without the rows that another transaction has locked. */
    <R extends Record> Select<R> skippingLocked(SelectForUpdateStep<R> query);

    /**
     * Returns the condition with the hint that it holds for most rows.
     *
     * <p>SQLite has no statistics before its first ANALYZE and then takes any comparison with a value for a narrow one;
     * PostgreSQL gathers them by itself and is not told.
     */
    Condition likely(Condition condition);

    /**
     * Locks the rows that the query reads until the transaction ends, so that the next statement sees what every earlier
     * holder of the locks has committed.
     *
     * <p>On SQLite it does nothing, since only one transaction writes at a time.
     */
    void lock(SelectForUpdateStep<?> query);

    /** Returns the query with the locks of {@link #lock} on the rows that it returns. */
    <R extends Record> Select<R> locking(SelectForUpdateStep<R> query);

    /**
     * Returns the query with locks on its rows that also keep other rows from referring to them, as a change of a unique
     * column needs.
     *
     * <p>On SQLite it is the query itself.
     */
    <R extends Record> Select<R> lockingKeys(SelectForUpdateStep<R> query);

    /**
     * Executes independent statements in their order, in the current transaction.
     *
     * <p>PostgreSQL gets a hundred of them in one round trip; SQLite has no round trips. Their values are bind parameters on
     * both.
     */
    void executeAll(DSLContext dsl, List<? extends Query> statements);

    /**
     * Locks the key exclusively until the transaction ends, and waits for its other holders.
     *
     * <p>On SQLite it does nothing, since only one transaction writes at a time.
     */
    void lockKey(DSLContext transaction, String key);

    /**
     * Locks the key in shared mode until the transaction ends, and waits for an exclusive holder.
     *
     * <p>On SQLite it does nothing, since only one transaction writes at a time.
     */
    void shareKey(DSLContext transaction, String key);

    /** Returns the partitions of a table; empty if the engine has none. */
    Optional<PostgresPartitions> partitionsOf(Table<?> table, TableField<?, Instant> time);

    /**
     * Empties the log of the database, which holds former values, and returns whether that was possible.
     *
     * <p>On PostgreSQL it does nothing and returns false: its vacuum and the recycling of its log do that in time.
     */
    boolean emptyLog(DSLContext dsl);

    /**
     * Rewrites the files of the database without deleted content.
     *
     * @throws ConfigurationException if the engine does so by itself
     */
    void rewrite(DSLContext dsl);

    /**
     * Writes the database as it is at one moment into a new file.
     *
     * @throws ConfigurationException if the engine cannot be copied like this
     */
    void copyTo(DSLContext dsl, Path file);

    /** Returns the file of the database; nothing if it is in memory or on a server. */
    Optional<Path> file(DSLContext dsl);

    /**
     * Makes the transaction that has just begun a read-only one on a single snapshot.
     *
     * @return whether {@link #leaveReadOnly} must be called before the connection is used for anything else
     */
    boolean enterReadOnly(DSLContext transaction);

    /** Undoes what {@link #enterReadOnly} did to the connection. */
    void leaveReadOnly(DSLContext transaction);
}
