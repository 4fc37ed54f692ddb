package io.aro.db.customer;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * The changes of an upsert to an existing customer.
 *
 * @param existing the treatment of an existing customer
 * @param withPreference whether the upsert overwrites the preferred channel
 */
record CustomerChanges(ExistingCustomer existing, boolean withPreference) {

    private static final Field<List<String>> NO_TAGS = val(List.of(), CUSTOMERS.TAGS);

    /** The source of the given values, such as the {@code excluded} row. */
    @FunctionalInterface
    interface Given {

        /** Returns the given value of a column. */
        <T> Field<T> of(Field<T> column);
    }

    /** Returns the changes for a new customer's values. */
    static CustomerChanges of(ExistingCustomer existing, NewCustomer customer) {
        return new CustomerChanges(
                existing, existing == ExistingCustomer.OVERWRITE && customer.communicationPreference() != null);
    }

    /** Condition: a new value differs from the stored value. */
    Condition differ(Given given) {
        List<Condition> differences = new ArrayList<>();
        columns(given).forEach((column, value) -> differences.add(differs(column, value)));
        return or(differences);
    }

    /** Returns the changed columns and their new values. */
    Map<Field<?>, Field<?>> columns(Given given) {
        return switch (existing) {
            case KEEP -> Map.of();
            case FILL_MISSING -> filled(given);
            case OVERWRITE -> overwritten(given);
        };
    }

    /** Returns the changes of {@code FILL_MISSING}. An empty text counts as missing. */
    private static Map<Field<?>, Field<?>> filled(Given given) {
        Map<Field<?>, Field<?>> changes = new LinkedHashMap<>();
        for (Field<String> text : List.of(CUSTOMERS.EMAIL, CUSTOMERS.NAME)) {
            changes.put(text, coalesce(nullif(text, ""), nullif(given.of(text), ""), text));
        }
        changes.put(
                CUSTOMERS.TAGS,
                when(CUSTOMERS.TAGS.eq(NO_TAGS), given.of(CUSTOMERS.TAGS)).otherwise(CUSTOMERS.TAGS));
        return changes;
    }

    /** Returns the changes of {@code OVERWRITE}. Absent values and empty lists keep the stored value. */
    private Map<Field<?>, Field<?>> overwritten(Given given) {
        Map<Field<?>, Field<?>> changes = new LinkedHashMap<>();
        for (Field<String> text : List.of(CUSTOMERS.EMAIL, CUSTOMERS.NAME)) {
            changes.put(text, coalesce(given.of(text), text));
        }
        Field<List<String>> tags = given.of(CUSTOMERS.TAGS);
        changes.put(CUSTOMERS.TAGS, when(tags.eq(NO_TAGS), CUSTOMERS.TAGS).otherwise(tags));
        if (withPreference) {
            changes.put(CUSTOMERS.COMMUNICATION_PREFERENCE, given.of(CUSTOMERS.COMMUNICATION_PREFERENCE));
        }
        return changes;
    }

    @SuppressWarnings("unchecked") // A column and its new value have one type.
    private static <T> Condition differs(Field<T> column, Field<?> value) {
        return column.isDistinctFrom((Field<T>) value);
    }
}
