package io.aro.db.internal;

import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SelectForUpdateStep;
import org.jooq.impl.DSL;

/** Says on SQLite, whose lists are JSON text and whose decimals are whole hundredths, what the seam asks for. */
final class SqliteDialect implements Dialect {

    static final SqliteDialect INSTANCE = new SqliteDialect();

    private SqliteDialect() {}

    @Override
    public Field<List<AppointmentStatus>> append(Field<List<AppointmentStatus>> list, Field<AppointmentStatus> status) {
        return DSL.function("json_insert", list.getDataType(), list, DSL.inline("$[#]"), status);
    }

    @Override
    public Field<BigDecimal> hundredths(Field<Integer> hundredths, Field<BigDecimal> column) {
        return hundredths.coerce(column);
    }

    @Override
    public Condition tryLock(String key) {
        return DSL.trueCondition();
    }

    @Override
    public Condition likely(Condition condition) {
        return DSL.condition("likely({0})", condition);
    }

    @Override
    public void lock(SelectForUpdateStep<?> query) {}

    @Override
    public void executeAll(DSLContext dsl, List<? extends Query> statements) {
        statements.forEach(dsl::execute);
    }

    @Override
    public void lockKey(DSLContext transaction, String key) {}

    @Override
    public void shareKey(DSLContext transaction, String key) {}

    @Override
    public <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> query) {
        return query;
    }

    /** The pool of readers is read-only for good; a database in memory lends its one connection. */
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
