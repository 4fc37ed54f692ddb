package io.aro.db.internal;

import io.aro.db.error.ConfigurationException;
import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SelectForUpdateStep;

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
                throw new ConfigurationException(
                        "aro-db works with SQLite and PostgreSQL only, not with %s.".formatted(configuration.family()));
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

    /** Returns a number of whole hundredths as a value of a decimal column: 1250 becomes 12.50. */
    Field<BigDecimal> hundredths(Field<Integer> hundredths, Field<BigDecimal> column);

    /**
     * Returns the condition that no other open transaction is at work on the key, without waiting for one that is.
     *
     * <p>On SQLite it is always true, since only one transaction writes at a time.
     */
    Condition tryLock(String key);

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
    <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> query);

    /**
     * Executes statements of which none needs the answer of another, in their order and the transaction at hand.
     *
     * <p>PostgreSQL gets all of them in one round trip, with their values inlined; on SQLite there is none to save.
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

    /**
     * Makes the transaction that has just begun one that reads a single snapshot and refuses to write.
     *
     * @return whether {@link #leaveReadOnly} must be called before the connection is used for anything else
     */
    boolean enterReadOnly(DSLContext transaction);

    /** Undoes what {@link #enterReadOnly} did to the connection. */
    void leaveReadOnly(DSLContext transaction);
}
