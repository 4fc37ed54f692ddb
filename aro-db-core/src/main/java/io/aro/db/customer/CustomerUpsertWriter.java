package io.aro.db.customer;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import io.aro.db.schema.tables.records.CustomersRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertReturningStep;
import org.jooq.InsertValuesStepN;

/**
 * The builder of the atomic upsert of customers by phone.
 *
 * <p>The statement returns only the rows it has written. An unchanged customer is therefore missing from its result.
 */
final class CustomerUpsertWriter {

    private static final List<Field<?>> COLUMNS = List.of(
            CUSTOMERS.ID,
            CUSTOMERS.PHONE,
            CUSTOMERS.EMAIL,
            CUSTOMERS.NAME,
            CUSTOMERS.COMMUNICATION_PREFERENCE,
            CUSTOMERS.CREATED_AT,
            CUSTOMERS.UPDATED_AT,
            CUSTOMERS.TAGS);

    private static final Field<List<String>> NO_TAGS = val(List.of(), CUSTOMERS.TAGS);

    private final ExistingCustomer existing;
    private final boolean withPreference;

    /**
     * Creates a builder. In each statement, either all rows have a preferred channel or none has.
     *
     * @param withPreference whether the rows overwrite the preferred channel
     */
    CustomerUpsertWriter(ExistingCustomer existing, boolean withPreference) {
        this.existing = existing;
        this.withPreference = withPreference;
    }

    /** Returns the statement for rows with distinct phones. */
    InsertReturningStep<CustomersRecord> statement(DSLContext dsl, List<CustomersRecord> rows) {
        InsertValuesStepN<CustomersRecord> insert = dsl.insertInto(CUSTOMERS).columns(COLUMNS);
        for (CustomersRecord row : rows) {
            List<Object> values = new ArrayList<>();
            COLUMNS.forEach(column -> values.add(row.get(column)));
            insert = insert.values(values);
        }
        return switch (existing) {
            case KEEP -> insert.onConflict(CUSTOMERS.PHONE).doNothing();
            case FILL_MISSING -> change(insert, filled());
            case OVERWRITE -> change(insert, overwritten());
        };
    }

    /** Adds the update of existing rows, limited to rows with a difference. */
    private static InsertReturningStep<CustomersRecord> change(
            InsertValuesStepN<CustomersRecord> insert, Map<Field<?>, Field<?>> changes) {
        List<Condition> differences = new ArrayList<>();
        changes.forEach((column, value) -> differences.add(differs(column, value)));
        Map<Field<?>, Field<?>> touched = new LinkedHashMap<>(changes);
        touched.put(CUSTOMERS.UPDATED_AT, excluded(CUSTOMERS.UPDATED_AT));
        return insert.onConflict(CUSTOMERS.PHONE).doUpdate().set(touched).where(or(differences));
    }

    /** Returns the updates of {@code FILL_MISSING}. An empty text counts as missing. */
    private static Map<Field<?>, Field<?>> filled() {
        Map<Field<?>, Field<?>> changes = new LinkedHashMap<>();
        for (Field<String> text : List.of(CUSTOMERS.EMAIL, CUSTOMERS.NAME)) {
            changes.put(text, coalesce(nullif(text, ""), nullif(excluded(text), ""), text));
        }
        changes.put(
                CUSTOMERS.TAGS,
                when(CUSTOMERS.TAGS.eq(NO_TAGS), excluded(CUSTOMERS.TAGS)).otherwise(CUSTOMERS.TAGS));
        return changes;
    }

    /** Returns the updates of {@code OVERWRITE}. Absent values and empty lists keep the stored value. */
    private Map<Field<?>, Field<?>> overwritten() {
        Map<Field<?>, Field<?>> changes = new LinkedHashMap<>();
        for (Field<String> text : List.of(CUSTOMERS.EMAIL, CUSTOMERS.NAME)) {
            changes.put(text, coalesce(excluded(text), text));
        }
        Field<List<String>> given = excluded(CUSTOMERS.TAGS);
        changes.put(CUSTOMERS.TAGS, when(given.eq(NO_TAGS), CUSTOMERS.TAGS).otherwise(given));
        if (withPreference) {
            changes.put(CUSTOMERS.COMMUNICATION_PREFERENCE, excluded(CUSTOMERS.COMMUNICATION_PREFERENCE));
        }
        return changes;
    }

    @SuppressWarnings("unchecked")
    private static <T> Condition differs(Field<T> column, Field<?> value) {
        return column.isDistinctFrom((Field<T>) value);
    }
}
