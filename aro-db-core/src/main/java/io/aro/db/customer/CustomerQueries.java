package io.aro.db.customer;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.CUSTOMER_TAGS;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.internal.value.TextOrder;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.PageRequest;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Conditions for customers, each served by an index. */
final class CustomerQueries {

    /** The index expression over names. Both engines sort it by code points. */
    static final Field<String> NAME_IN_ORDER = lower(CUSTOMERS.NAME);

    /** The condition for customers of high risk, including blocked customers. */
    static final Condition IS_HIGH_RISK =
            CUSTOMERS.RISK_CATEGORY.in(RiskCategory.HIGH.literal(), RiskCategory.BLOCKED.literal());

    private static final Parameter<String> PHONE = Parameter.of(CUSTOMERS.PHONE);

    private static final StatementTemplate BY_PHONE = StatementTemplate.of(
            List.of(PHONE), any -> DSL.selectFrom(CUSTOMERS).where(CUSTOMERS.PHONE.eq(PHONE.field())));

    private CustomerQueries() {}

    /** Returns the query for the customer with a phone. */
    static BoundStatement byPhone(String phone) {
        return BY_PHONE.with(Values.wanted("phone", phone));
    }

    /**
     * Returns the request, limited to customers with a tag.
     *
     * @throws InvalidValueException if the tag is blank or longer than 255 characters
     */
    static PageRequest tagged(String tag, PageRequest request) {
        String checked = Values.text("tag", tag, NewCustomer.LONGEST_TAG);
        return request.listedIn(CUSTOMER_TAGS.CUSTOMER_ID, CUSTOMER_TAGS.TAG.eq(checked));
    }

    static Condition isOfRisk(RiskCategory category) {
        return CUSTOMERS.RISK_CATEGORY.eq(category.literal());
    }

    /**
     * Returns a range condition for a prefix. Wildcards and case of LIKE differ between the engines.
     *
     * @throws InvalidValueException if the prefix is blank or longer than 255 characters
     */
    static Condition nameBeginsWith(String prefix) {
        String first = TextOrder.lower(Values.text("name prefix", prefix, NewCustomer.LONGEST_NAME));
        return NAME_IN_ORDER
                .ge(first)
                .and(TextOrder.afterPrefix(first).map(NAME_IN_ORDER::lt).orElse(noCondition()));
    }
}
