package io.aro.db.privacy.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.CUSTOMER_TAGS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.ERASURES;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.FORMER_BELONGINGS;
import static io.aro.db.schema.Tables.LEGAL_HOLDS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.select;

import io.aro.db.hold.internal.CustomerEntities;
import io.aro.db.internal.dialect.Dialect;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;

/** Conditions for the rows of a person, by key or by mention. */
public final class SubjectConditions {

    private static final Map<Table<?>, Function<Subject, Condition>> BY_KEY = Map.ofEntries(
            Map.entry(CUSTOMERS, subject -> CUSTOMERS.ID.eq(subject.customerId())),
            Map.entry(CUSTOMER_TAGS, subject -> CUSTOMER_TAGS.CUSTOMER_ID.eq(subject.customerId())),
            Map.entry(LEGAL_HOLDS, subject -> LEGAL_HOLDS.CUSTOMER_ID.eq(subject.customerId())),
            Map.entry(FORMER_BELONGINGS, subject -> FORMER_BELONGINGS.CUSTOMER_ID.eq(subject.customerId())),
            Map.entry(ERASURES, subject -> ERASURES.CUSTOMER_ID.eq(subject.customerId())),
            Map.entry(APPOINTMENTS, subject -> APPOINTMENTS.CUSTOMER_ID.eq(subject.customerId())),
            Map.entry(
                    APPOINTMENT_TRANSITIONS,
                    subject -> APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.in(
                            of(subject).appointments())),
            Map.entry(
                    REMINDER_LOGS,
                    subject -> REMINDER_LOGS.APPOINTMENT_ID.in(of(subject).appointments())),
            Map.entry(
                    WORKFLOW_INSTANCES,
                    subject -> WORKFLOW_INSTANCES.APPOINTMENT_ID.in(of(subject).appointments())),
            Map.entry(
                    DEAD_LETTERS,
                    subject -> DEAD_LETTERS.WORKFLOW_ID.in(of(subject).workflows())),
            Map.entry(CONSENTS, SubjectConditions::consents),
            Map.entry(EVENTS, SubjectConditions::events));

    private SubjectConditions() {}

    /** Condition: the row is linked to the customer by a key; false for tables without a key. */
    public static Condition byKey(Table<?> table, Subject subject) {
        Function<Subject, Condition> link = BY_KEY.get(table);
        return link == null ? falseCondition() : link.apply(subject);
    }

    /**
     * Condition: a column of the row may mention the person; {@link Subject#isMentionedIn} decides.
     *
     * <p>The condition misses no mention. It is always true for texts with non-ASCII letters or JSON escapes, because
     * only Java code can fold them.
     */
    public static Condition byMention(DSLContext dsl, List<? extends Field<?>> columns, Subject subject) {
        Dialect dialect = Dialect.of(dsl.configuration());
        if (subject.mentions().isEmpty()) {
            return falseCondition();
        }
        return or(columns.stream()
                .map(dialect::byCodePoints)
                .map(column -> subject.mentions().stream()
                        .map(mention -> mention.mayBeInAscii(column))
                        .reduce(dialect.isPlain(column).not(), Condition::or))
                .toList());
    }

    private static Condition events(Subject subject) {
        // A single IN list: with two, SQLite scans the whole table instead of sorting index matches.
        return EVENTS.ENTITY_ID.in(
                of(subject).all().unionAll(select(CONSENTS.ID).from(CONSENTS).where(consents(subject))));
    }

    /** Matches consents without a customer by phone number; with a customer, the number may be an earlier owner's. */
    private static Condition consents(Subject subject) {
        return CONSENTS.CUSTOMER_ID
                .eq(subject.customerId())
                .or(CONSENTS.CUSTOMER_ID.isNull().and(CONSENTS.PHONE.eq(subject.phone())));
    }

    private static CustomerEntities of(Subject subject) {
        return new CustomerEntities(customer -> customer.eq(subject.customerId()));
    }
}
