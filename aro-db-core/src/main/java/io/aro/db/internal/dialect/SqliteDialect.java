package io.aro.db.internal.dialect;

import io.aro.db.internal.binding.TimeBinding;
import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Dialect of SQLite, with lists as JSON text and decimals as whole hundredths. */
public final class SqliteDialect implements Dialect {

    static final SqliteDialect INSTANCE = new SqliteDialect();

    private SqliteDialect() {}

    @Override
    public Field<List<AppointmentStatus>> append(Field<List<AppointmentStatus>> list, Field<AppointmentStatus> status) {
        return DSL.function("json_insert", list.getDataType(), list, DSL.inline("$[#]"), status);
    }

    @Override
    public Field<List<String>> union(Field<List<String>> list, Field<List<String>> others) {
        return DSL.field(
                "(select json_group_array(w.word order by w.part, w.place) from ("
                        + "select l.value as word, 0 as part, l.key as place from json_each({0}) as l union all "
                        + "select o.value, 1, o.key from json_each({1}) as o"
                        + " where o.value not in (select h.value from json_each({0}) as h)) as w)",
                list.getDataType(), list, others);
    }

    @Override
    public Field<List<String>> without(Field<List<String>> list, Field<List<String>> others) {
        return DSL.field(
                "(select json_group_array(l.value order by l.key) from json_each({0}) as l"
                        + " where l.value not in (select o.value from json_each({1}) as o))",
                list.getDataType(), list, others);
    }

    @Override
    public Field<String> byCodePoints(Field<?> text) {
        return text.coerce(String.class);
    }

    @Override
    public Condition isPlain(Field<String> text) {
        return DSL.function("glob", Integer.class, DSL.inline("*[^ -~]*"), text)
                .eq(0)
                .and(DSL.position(text, "\\").eq(0));
    }

    @Override
    public Field<BigDecimal> hundredths(Field<Long> hundredths, Field<BigDecimal> column) {
        return hundredths.coerce(column);
    }

    @Override
    public Condition tryLock(Field<String> key) {
        return DSL.trueCondition();
    }

    @Override
    public Condition limitLocks(Field<String> milliseconds) {
        return DSL.noCondition();
    }

    @Override
    public Field<String> transactionId() {
        return DSL.castNull(SQLDataType.CLOB);
    }

    @Override
    public Condition isTransaction(Field<String> id) {
        return DSL.trueCondition();
    }

    @Override
    public boolean endsSavepoints() {
        return true;
    }

    @Override
    public Optional<Field<Instant>> serverTime(Field<Long> microseconds) {
        return Optional.empty();
    }

    @Override
    public Field<Instant> soonAfter(Field<Instant> time) {
        return DSL.field("strftime('%Y-%m-%d %H:%M:%f000+00:00', {0}, '+0.001 seconds')", TimeBinding.TYPE, time);
    }

    /** Overwrites a protected row with its own values: RETURNING covers written rows only. */
    @Override
    public Optional<Record> insertOrRead(DSLContext dsl, InsertOrRead statement) {
        Select<Record> row = statement
                .changedRow()
                .unionAll(statement.stayingRow())
                .unionAll(statement
                        .newRow()
                        .andNotExists(DSL.selectOne().from(statement.table()).where(statement.isKey())));
        return dsl.fetchOptional(statement.insert(row, statement.excluded()).returningResult(statement.returning()))
                .map(found -> found);
    }

    @Override
    public <R extends Record> Select<R> skippingLocked(SelectForUpdateStep<R> query) {
        return query;
    }

    @Override
    public Condition likely(Condition condition) {
        return DSL.condition("likely({0})", condition);
    }

    @Override
    public void lock(SelectForUpdateStep<?> query) {}

    @Override
    public boolean writesInQueries() {
        return false;
    }

    @Override
    public boolean sendsTogether() {
        return false;
    }

    @Override
    public void executeAll(DSLContext dsl, List<? extends Query> statements) {
        statements.forEach(dsl::execute);
    }

    @Override
    public void lockKey(DSLContext transaction, String key) {}

    @Override
    public void shareKey(DSLContext transaction, String key) {}

    @Override
    public <R extends Record> Select<R> locking(SelectForUpdateStep<R> query) {
        return query;
    }

    @Override
    public <R extends Record> Select<R> lockingKeys(SelectForUpdateStep<R> query) {
        return query;
    }

    @Override
    public Optional<PostgresPartitions> partitionsOf(Table<?> table, TableField<?, Instant> time) {
        return Optional.empty();
    }

    /**
     * Empties the write-ahead log, the last place of former pages; every connection already overwrites deleted content.
     */
    @Override
    public boolean emptyLog(DSLContext dsl) {
        return SqliteLogDialect.empty(dsl);
    }

    @Override
    public void rewrite(DSLContext dsl) {
        dsl.execute("VACUUM");
    }

    @Override
    public void copyTo(DSLContext dsl, Path file) {
        dsl.execute("VACUUM INTO {0}", DSL.val(file.toString()));
    }

    @Override
    public Optional<Path> file(DSLContext dsl) {
        return dsl.fetch("PRAGMA database_list").stream()
                .filter(database -> "main".equals(database.get("name")))
                .map(database -> database.get("file", String.class))
                .filter(file -> file != null && !file.isEmpty())
                .map(Path::of)
                .findFirst();
    }

    /**
     * Sets {@code query_only}, unless already set: readers are permanently read-only, but an in-memory database lends
     * its only connection.
     */
    @Override
    public boolean enterReadOnly(DSLContext transaction) {
        if (Objects.equals(transaction.fetchValue("PRAGMA query_only"), 1)) {
            return false;
        }
        transaction.execute("PRAGMA query_only = ON");
        return true;
    }

    @Override
    public void leaveReadOnly(DSLContext transaction) {
        transaction.execute("PRAGMA query_only = OFF");
    }
}
