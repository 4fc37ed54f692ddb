package io.aro.db.customer;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.CUSTOMER_TAGS;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.internal.value.TextOrder;
import io.aro.db.internal.value.Values;
import io.aro.db.repository.PageRequest;
import org.jooq.Condition;
import org.jooq.Field;

/** Conditions for finding customers, each served by an index. */
final class CustomerQueries {

    /** The name as its index sorts it; on PostgreSQL the column is in the order of code points, like all text on SQLite. */
    static final Field<String> NAME_IN_ORDER = lower(CUSTOMERS.NAME);

    static final Condition IS_HIGH_RISK =
            CUSTOMERS.RISK_CATEGORY.in(RiskCategory.HIGH.literal(), RiskCategory.BLOCKED.literal());

    private CustomerQueries() {}

    static PageRequest tagged(String tag, PageRequest request) {
        String checked = Values.text("tag", tag, NewCustomer.LONGEST_TAG);
        return request.listedIn(CUSTOMER_TAGS.CUSTOMER_ID, CUSTOMER_TAGS.TAG.eq(checked));
    }

    static Condition isOfRisk(RiskCategory category) {
        return CUSTOMERS.RISK_CATEGORY.eq(category.literal());
    }

    /** A range instead of LIKE, whose wildcards and case differ between the engines. */
    static Condition nameBeginsWith(String prefix) {
        String first = TextOrder.lower(Values.text("name prefix", prefix, NewCustomer.LONGEST_NAME));
        return NAME_IN_ORDER
                .ge(first)
                .and(TextOrder.afterPrefix(first).map(NAME_IN_ORDER::lt).orElse(noCondition()));
    }
}
