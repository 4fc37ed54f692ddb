package io.aro.db.customer;

import static io.aro.db.internal.naming.QualifiedNames.excluded;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.naming.QualifiedNames;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.CommonTableExpression;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.InsertReturningStep;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The builder of the atomic upsert of customers by phone. A guard limits each update to rows with a difference. */
final class CustomerUpsertWriter {

    /** Whether the statement has written the row of its result. */
    static final Field<Boolean> WRITTEN = DSL.field(name("written"), SQLDataType.BOOLEAN.notNull());

    private static final List<Field<?>> COLUMNS = List.of(
            CUSTOMERS.ID,
            CUSTOMERS.PHONE,
            CUSTOMERS.EMAIL,
            CUSTOMERS.NAME,
            CUSTOMERS.COMMUNICATION_PREFERENCE,
            CUSTOMERS.CREATED_AT,
            CUSTOMERS.UPDATED_AT,
            CUSTOMERS.TAGS);

    private static final List<Parameter<?>> PARAMETERS = Parameter.list(COLUMNS);

    private static final List<Field<?>> RESULT =
            Stream.concat(Stream.of(CUSTOMERS.fields()), Stream.of(WRITTEN)).toList();

    private final CustomerChanges changes;

    /** Creates a builder. In each statement, either all rows overwrite the preferred channel or none does. */
    CustomerUpsertWriter(CustomerChanges changes) {
        this.changes = changes;
    }

    /** Returns the statement for rows with distinct phones. Its result lacks unchanged customers. */
    InsertReturningStep<CustomersRecord> statement(DSLContext dsl, List<CustomersRecord> rows) {
        var insert = dsl.insertInto(CUSTOMERS).columns(COLUMNS);
        for (CustomersRecord row : rows) {
            insert = insert.values(valuesOf(row));
        }
        return guarded(insert);
    }

    /** Returns the values of a row for the templates. */
    static @Nullable Object[] valuesOf(CustomersRecord row) {
        return COLUMNS.stream().map(row::get).toArray();
    }

    /** Returns the query for a customer without a difference. */
    StatementTemplate look() {
        return template(Part.LOOK, this::unchanged);
    }

    /** Returns the insert with the guarded update. Empty for a customer without a difference. */
    StatementTemplate write() {
        return template(Part.WRITE, dialect -> written(unchanged(dialect)));
    }

    /** Returns both as one statement, for an engine with writing queries. Empty after a race with another writer. */
    StatementTemplate lookAndWrite() {
        return template(Part.LOOK_AND_WRITE, this::together);
    }

    private Query together(Dialect dialect) {
        CommonTableExpression<?> unchanged = name("unchanged").as(unchanged(dialect));
        CommonTableExpression<?> upserted =
                name("upserted").as(written(selectOne().from(unchanged)));
        Table<?> written = upserted.as("written");
        return DSL.with(unchanged)
                .with(upserted)
                .select(unchanged.fields())
                .from(unchanged)
                .unionAll(select(written.fields()).from(written));
    }

    /** Locks the row except in {@code KEEP}, as the guarded update of an unchanged row does. */
    private Select<?> unchanged(Dialect dialect) {
        SelectConditionStep<?> query = select(CUSTOMERS.fields())
                .select(inline(false).as(WRITTEN))
                .from(CUSTOMERS)
                .where(CUSTOMERS.PHONE.eq(given(CUSTOMERS.PHONE)));
        return changes.existing() == ExistingCustomer.KEEP
                ? query
                : dialect.locking(query.andNot(changes.differ(CustomerUpsertWriter::given)));
    }

    /**
     * Inserts unless an unchanged customer is visible.
     *
     * <p>The condition saves the attempt, with its checks of every value. The conflict decides races.
     */
    private ResultQuery<?> written(Select<?> unchanged) {
        Select<?> row = select(Parameter.fields(PARAMETERS)).whereNotExists(unchanged);
        return guarded(DSL.insertInto(CUSTOMERS).columns(COLUMNS).select(row))
                .returningResult(Stream.concat(
                                Stream.of(CUSTOMERS.fields()),
                                Stream.of(inline(true).as(WRITTEN)))
                        .toList());
    }

    private InsertReturningStep<CustomersRecord> guarded(InsertOnDuplicateStep<CustomersRecord> insert) {
        if (changes.existing() == ExistingCustomer.KEEP) {
            return insert.onConflict(CUSTOMERS.PHONE).doNothing();
        }
        Map<Field<?>, Field<?>> touched = new LinkedHashMap<>(changes.columns(QualifiedNames::excluded));
        touched.put(CUSTOMERS.UPDATED_AT, excluded(CUSTOMERS.UPDATED_AT));
        return insert.onConflict(CUSTOMERS.PHONE)
                .doUpdate()
                .set(touched)
                .where(changes.differ(QualifiedNames::excluded));
    }

    private StatementTemplate template(Part part, Function<Dialect, ? extends Query> shape) {
        return StatementTemplate.of(new Shape(part, changes), PARAMETERS, shape).returning(RESULT);
    }

    private static <T> Param<T> given(Field<T> column) {
        return Parameter.of(column).field();
    }

    /** The parts of an upsert in one statement. */
    private enum Part {
        LOOK,
        WRITE,
        LOOK_AND_WRITE
    }

    /** The shape of a template. */
    private record Shape(Part part, CustomerChanges changes) {}
}
