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

/** Is the seam between the engines: one method for each thing the shared SQL cannot say for both. */
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

    /** Returns the list with those of the others at its end, in their order, that it does not have. */
    Field<List<String>> union(Field<List<String>> list, Field<List<String>> others);

    /** Returns the list without any of the others. */
    Field<List<String>> without(Field<List<String>> list, Field<List<String>> others);

    /** Returns a column of text, or of constants that are kept as words, as text that compares by code points. */
    Field<String> byCodePoints(Field<?> text);

    /** Returns the condition that a text is of printable ASCII alone, without a backslash. */
    Condition isPlain(Field<String> text);

    /** Returns a number of whole hundredths as a value of a decimal column: 1250 becomes 12.50. */
    Field<BigDecimal> hundredths(Field<Long> hundredths, Field<BigDecimal> column);

    /**
     * Returns the condition that no other open transaction is at work on the key, without waiting for one that is.
     *
     * <p>On SQLite it is always true, since only one transaction writes at a time.
     */
    Condition tryLock(String key);

    /**
     * Returns a condition that is true, and limits how long each further lock of the transaction is waited for.
     *
     * <p>It is part of a statement that is sent anyway. On SQLite it does nothing, since a transaction has its one lock
     * from its beginning.
     *
     * @param limit at least a millisecond
     */
    Condition limitLocks(Duration limit);

    /**
     * Returns the id of the transaction at hand, which it has once it has written; null before.
     *
     * <p>Savepoints keep it, unlike the {@code xmin} of the rows written in them. SQLite has no such id, so it is null
     * there; {@link #endsSavepoints} tells whether a transaction was ended meanwhile.
     */
    Field<String> transactionId();

    /** Returns the condition that the transaction at hand has the id; on SQLite it is always true. */
    Condition isTransaction(@Nullable String id);

    /** Tells whether a savepoint must be kept to notice that somebody else has ended the transaction around it. */
    boolean endsSavepoints();

    /**
     * Returns the time on the server's clock, so long from now; empty if the engine has no clock but the machine's.
     *
     * <p>It is that at which the statement began, not that of its transaction.
     */
    Optional<Field<Instant>> serverTime(Duration ahead);

    /**
     * Returns a time soon after the given one: a whole millisecond, half a millisecond to one and a half later.
     *
     * <p>It is the shortest step that both engines work out alike, since SQLite reckons in milliseconds.
     */
    Field<Instant> soonAfter(Field<Instant> time);

    /**
     * Inserts a row or overwrites the one that has its key, and returns the row as it then stands, even if neither was
     * allowed; in one statement.
     *
     * <p>PostgreSQL writes nothing to a row that must stay. On SQLite such a row is overwritten with its own values, so
     * the caller rolls back then. The result is empty if an insert was not allowed and no row is there.
     */
    Optional<Record> insertOrRead(DSLContext dsl, InsertOrRead statement);

    /** Returns the query without the rows that another transaction holds at this moment, which it would wait for. */
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
     * Executes statements of which none needs the answer of another, in their order and the transaction at hand.
     *
     * <p>PostgreSQL gets a hundred of them in one round trip; on SQLite there is none to save. Their values are bind parameters
     * on both.
     */
    void executeAll(DSLContext dsl, List<? extends Query> statements);

    /**
     * Locks the key until the transaction ends, and waits for every other transaction that has locked or shares it.
     *
     * <p>On SQLite it does nothing, since only one transaction writes at a time.
     */
    void lockKey(DSLContext transaction, String key);

    /**
     * Shares the key until the transaction ends with others that share it, and waits for one that has locked it.
     *
     * <p>On SQLite it does nothing, since only one transaction writes at a time.
     */
    void shareKey(DSLContext transaction, String key);

    /** Returns what makes and drops the parts of a table; empty if the engine has no partitions. */
    Optional<PostgresPartitions> partitionsOf(Table<?> table, TableField<?, Instant> time);

    /**
     * Empties the log of the database, in which former values are, and returns whether that was possible.
     *
     * <p>On PostgreSQL it does nothing and returns false: its vacuum and the recycling of its log do that in time.
     */
    boolean emptyLog(DSLContext dsl);

    /**
     * Writes the files of the database anew, without anything that was deleted.
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
     * Makes the transaction that has just begun one that reads a single snapshot and refuses to write.
     *
     * @return whether {@link #leaveReadOnly} must be called before the connection is used for anything else
     */
    boolean enterReadOnly(DSLContext transaction);

    /** Undoes what {@link #enterReadOnly} did to the connection. */
    void leaveReadOnly(DSLContext transaction);
}
