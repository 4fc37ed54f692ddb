package io.aro.db.internal.dialect;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;

import io.aro.db.error.ConfigurationException;
import io.aro.db.internal.binding.TimeBinding;
import io.aro.db.internal.naming.QualifiedNames;
import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Configuration;
import org.jooq.Context;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Dialect of PostgreSQL, with arrays, numerics and advisory locks. */
public final class PostgresDialect implements Dialect {

    static final PostgresDialect INSTANCE = new PostgresDialect();

    /** Seed of the lock hashes, distinct from the hashes of a host application's advisory locks. */
    private static final long LOCK_SEED = 0x61726F2D6462L;

    private static final Field<Long> SEED_OF_SCHEMA =
            CustomField.of("lock_seed", SQLDataType.BIGINT, PostgresDialect::seed);

    /** Statements per round trip. Each has a few dozen values; above 32,767 values jOOQ inlines them into the text. */
    private static final int TOGETHER = 100;

    private PostgresDialect() {}

    @Override
    public Field<List<AppointmentStatus>> append(Field<List<AppointmentStatus>> list, Field<AppointmentStatus> status) {
        return DSL.function("array_append", list.getDataType(), list, status);
    }

    @Override
    public Field<List<String>> union(Field<List<String>> list, Field<List<String>> others) {
        return DSL.field(
                "{0} || array(select o.word from unnest({1}) with ordinality as o (word, place)"
                        + " where o.word <> all ({0}) order by o.place)",
                list.getDataType(), list, others);
    }

    @Override
    public Field<List<String>> without(Field<List<String>> list, Field<List<String>> others) {
        return DSL.field(
                "array(select l.word from unnest({0}) with ordinality as l (word, place)"
                        + " where l.word <> all ({1}) order by l.place)",
                list.getDataType(), list, others);
    }

    @Override
    public Field<String> byCodePoints(Field<?> text) {
        Field<String> plain = text.getType() == String.class ? text.coerce(String.class) : text.cast(SQLDataType.CLOB);
        return plain.collate("C");
    }

    @Override
    public Condition isPlain(Field<String> text) {
        return text.likeRegex("^[ -\\[\\]-~]*$");
    }

    @Override
    public Field<BigDecimal> hundredths(Field<Long> hundredths, Field<BigDecimal> column) {
        return hundredths
                .cast(SQLDataType.NUMERIC(10, 2))
                .divide(DSL.inline(100))
                .coerce(column);
    }

    @Override
    public Condition tryLock(Field<String> key) {
        return DSL.condition(DSL.function("pg_try_advisory_xact_lock", SQLDataType.BOOLEAN, hash(key)));
    }

    @Override
    public void lockKey(DSLContext transaction, String key) {
        transaction
                .select(DSL.function("pg_advisory_xact_lock", SQLDataType.OTHER, hash(DSL.val(key))))
                .fetch();
    }

    @Override
    public void shareKey(DSLContext transaction, String key) {
        transaction
                .select(DSL.function("pg_advisory_xact_lock_shared", SQLDataType.OTHER, hash(DSL.val(key))))
                .fetch();
    }

    private static Field<Long> hash(Field<String> key) {
        return DSL.function("hashtextextended", SQLDataType.BIGINT, key, SEED_OF_SCHEMA);
    }

    /** Renders the seed and the id of a table, so equal keys in different schemas have different hashes. */
    private static void seed(Context<?> context) {
        Configuration configuration = context.configuration();
        String table = configuration.dsl().render(QualifiedNames.of(configuration, IDEMPOTENCY_KEYS.getName()));
        context.visit(
                DSL.field("{0} + {1}::regclass::bigint", SQLDataType.BIGINT, DSL.inline(LOCK_SEED), DSL.inline(table)));
    }

    @Override
    public Condition limitLocks(Field<String> milliseconds) {
        return DSL.function("set_config", SQLDataType.CLOB, DSL.inline("lock_timeout"), milliseconds, DSL.inline(true))
                .isNotNull();
    }

    @Override
    public Field<String> transactionId() {
        return DSL.function("pg_current_xact_id_if_assigned", SQLDataType.OTHER).cast(SQLDataType.CLOB);
    }

    @Override
    public Condition isTransaction(Field<String> id) {
        return transactionId().eq(id);
    }

    @Override
    public boolean endsSavepoints() {
        return false;
    }

    /**
     * Uses the statement's start: {@code now()} is constant per transaction, and {@code clock_timestamp()} cannot use
     * an index.
     */
    @Override
    public Optional<Field<Instant>> serverTime(Field<Long> microseconds) {
        return Optional.of(
                DSL.field("statement_timestamp() + {0} * interval '1 microsecond'", TimeBinding.TYPE, microseconds));
    }

    @Override
    public Field<Instant> soonAfter(Field<Instant> time) {
        return DSL.field("date_trunc('milliseconds', {0} + interval '1500 microseconds')", TimeBinding.TYPE, time);
    }

    /** Skips the overwrite of a visibly protected row: the attempt would lock the row and wait for its holder. */
    @Override
    public Optional<Record> insertOrRead(DSLContext dsl, InsertOrRead statement) {
        CommonTableExpression<?> written = DSL.name("written")
                .as(statement
                        .insert(
                                statement.newRow().andNotExists(statement.stayingRow()),
                                statement.conflicting().columns())
                        .where(statement.conflicting().allowed())
                        .returningResult(statement.returning()));
        return dsl.with(written)
                .select(written.fields())
                .from(written)
                .unionAll(DSL.select(statement.returning())
                        .from(statement.table())
                        .where(statement.isKey())
                        .andNotExists(DSL.selectOne().from(written)))
                .fetchOptional(row -> row);
    }

    @Override
    public <R extends Record> Select<R> skippingLocked(SelectForUpdateStep<R> query) {
        return query.forUpdate().skipLocked();
    }

    @Override
    public Condition likely(Condition condition) {
        return condition;
    }

    @Override
    public void lock(SelectForUpdateStep<?> query) {
        locking(query).fetch();
    }

    /** Uses FOR NO KEY UPDATE: a plain FOR UPDATE would block foreign key checks against the rows. */
    @Override
    public <R extends Record> Select<R> locking(SelectForUpdateStep<R> query) {
        return query.forNoKeyUpdate();
    }

    @Override
    public <R extends Record> Select<R> lockingKeys(SelectForUpdateStep<R> query) {
        return query.forUpdate();
    }

    @Override
    public boolean writesInQueries() {
        return true;
    }

    @Override
    public boolean sendsTogether() {
        return true;
    }

    /** Prepares the statements as one text: in a batch of different statements, the driver inlines the values. */
    @Override
    public void executeAll(DSLContext dsl, List<? extends Query> statements) {
        for (int from = 0; from < statements.size(); from += TOGETHER) {
            List<? extends Query> part = statements.subList(from, Math.min(from + TOGETHER, statements.size()));
            String text = IntStream.range(0, part.size())
                    .mapToObj(place -> "{" + place + "}")
                    .collect(Collectors.joining("; "));
            dsl.execute(text, part.toArray(QueryPart[]::new));
        }
    }

    @Override
    public Optional<PostgresPartitions> partitionsOf(Table<?> table, TableField<?, Instant> time) {
        return Optional.of(new PostgresPartitions(table, time));
    }

    @Override
    public boolean emptyLog(DSLContext dsl) {
        return false;
    }

    @Override
    public void rewrite(DSLContext dsl) {
        throw new ConfigurationException(
                "PostgreSQL removes old row versions by itself; to speed this up, run VACUUM on the tables.");
    }

    @Override
    public Optional<Path> file(DSLContext dsl) {
        return Optional.empty();
    }

    @Override
    public void copyTo(DSLContext dsl, Path file) {
        throw new ConfigurationException(
                "aro-db does not back up PostgreSQL; use pg_dump for a copy of one database, or pg_basebackup"
                        + " with WAL archiving (pgBackRest, Barman) for point-in-time recovery.");
    }

    /** Sets the mode for this transaction only, as required behind a connection pooler. */
    @Override
    public boolean enterReadOnly(DSLContext transaction) {
        transaction.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        return false;
    }

    @Override
    public void leaveReadOnly(DSLContext transaction) {}
}
