package io.aro.db.hold;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMER_TAGS;
import static io.aro.db.schema.Tables.ERASURES;
import static io.aro.db.schema.Tables.LEGAL_HOLDS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static io.aro.db.testkit.builder.Builders.aConsent;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.aDeadLetter;
import static io.aro.db.testkit.builder.Builders.aReminder;
import static io.aro.db.testkit.builder.Builders.aWorkflow;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static io.aro.db.testkit.builder.Builders.anEvent;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.consent.Consent;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.internal.dialect.PrimaryKey;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Session;
import io.aro.db.schema.DefaultSchema;
import io.aro.db.testkit.TestClock;
import io.aro.db.transaction.Transaction;
import io.aro.db.workflow.WorkflowInstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * A customer with rows in every table of customer data, and a second, deletable customer without any rows.
 *
 * @param number distinguishes the files of one database
 * @param bare the second customer
 * @param consent the person's consent by phone, before becoming a customer
 */
record CustomerFile(int number, Customer customer, Customer bare, Consent consent) {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Actor COUNSEL = Actor.admin("counsel");

    /** Bookkeeping about a customer, and the index of a column. */
    private static final Set<Table<?>> LEFT_OUT = Set.of(LEGAL_HOLDS, ERASURES, CUSTOMER_TAGS);

    /** Creates a file. The clock advances between the rows, and their ids follow in order. */
    static CustomerFile create(AroDatabase db, TestClock clock, int number) {
        String phone = Given.phone(number);
        Consent consent = db.consents().append(NewConsent.toAll(phone, ConsentMethod.VERBAL));
        return db.inTransaction(tx -> {
            Customer customer = tx.customers()
                    .create(NewCustomer.withPhone(phone)
                            .withName("Ada")
                            .withEmail("ada@example.org")
                            .withTags("vip"));
            clock.advance(TICK);
            Customer bare = aCustomer().insert(tx);
            aConsent().of(customer).insert(tx);
            rememberErasure(tx, customer);
            anEvent().about("customer", customer.id()).insert(tx);
            fillVisits(tx, clock, customer);
            return new CustomerFile(number, customer, bare, consent);
        });
    }

    private static void fillVisits(Transaction tx, TestClock clock, Customer customer) {
        Appointment completed = anAppointment()
                .of(customer)
                .notes("prefers mornings")
                .completed()
                .insert(tx);
        clock.advance(TICK);
        anAppointment().of(customer).booked().insert(tx);
        clock.advance(TICK);
        anAppointment().of(customer).cancelled().insert(tx);
        clock.advance(TICK);
        anAppointment().of(customer).movedToAnotherDay().insert(tx);
        aReminder().of(completed).insert(tx);
        WorkflowInstance workflow = aWorkflow().about(completed).completed().insert(tx);
        anEvent().about("workflow", workflow.id()).insert(tx);
        aDeadLetter().of(workflow).archived().insert(tx);
    }

    /** Records an erasure: consents are evidence for some time afterwards and then removable. */
    private static void rememberErasure(Transaction tx, Customer erased) {
        tx.session()
                .<Integer>write(dsl -> dsl.insertInto(ERASURES)
                        .set(ERASURES.CUSTOMER_ID, erased.id())
                        .set(ERASURES.FIRST_ERASED_AT, tx.session().now())
                        .set(ERASURES.LAST_ERASED_AT, tx.session().now())
                        .execute());
    }

    /** Places holds on both customers and returns their rows; empty if a concurrent call has deleted a customer. */
    Map<String, Record> hold(AroDatabase db) {
        try {
            return db.inTransaction(tx -> {
                tx.legalHolds().create(bare.id(), "case 8", COUNSEL);
                tx.legalHolds().create(customer.id(), "case 7", COUNSEL);
                return rows(tx.session());
            });
        } catch (NotFoundException e) {
            return Map.of();
        }
    }

    /** Returns the rows tied to the customers by an id or a phone number, by table and key. */
    Map<String, Record> rows(Session session) {
        return rows(session, new HashSet<>());
    }

    private Map<String, Record> rows(Session session, Set<UUID> ids) {
        ids.addAll(List.of(customer.id(), bare.id()));
        Map<String, Record> rows = new LinkedHashMap<>();
        int before;
        do {
            before = rows.size();
            DefaultSchema.DEFAULT_SCHEMA
                    .tableStream()
                    .filter(table -> !LEFT_OUT.contains(table))
                    .forEach(table -> rows.putAll(rows(session, table, ids)));
        } while (rows.size() > before);
        return rows;
    }

    private Map<String, Record> rows(Session session, Table<?> table, Set<UUID> ids) {
        Condition theirs = DSL.or(table.fieldStream()
                .filter(field ->
                        field.getType() == UUID.class || field.getName().equals("phone"))
                .map(field -> field.getType() == UUID.class ? isIn(field, ids) : isPhone(field))
                .toList());
        Map<String, Record> rows = new LinkedHashMap<>();
        session.read(dsl -> dsl.selectFrom(table)
                        .where(theirs)
                        .orderBy(PrimaryKey.of(table))
                        .fetch())
                .forEach(row -> {
                    rows.put(
                            table.getName() + " "
                                    + PrimaryKey.of(table).stream()
                                            .map(row::get)
                                            .toList(),
                            row);
                    if (table.field("id") != null) {
                        ids.add(row.get("id", UUID.class));
                    }
                });
        return rows;
    }

    private static Condition isIn(Field<?> field, Set<UUID> ids) {
        return field.coerce(UUID.class).in(ids);
    }

    private Condition isPhone(Field<?> field) {
        return field.coerce(String.class).eq(customer.phone());
    }

    /** Returns the present rows, including dependants of deleted rows. */
    Map<String, Record> rowsSince(Map<String, Record> before, Session session) {
        Set<UUID> ids = new HashSet<>();
        before.values()
                .forEach(row -> row.fieldStream()
                        .filter(field -> field.getType() == UUID.class)
                        .map(row::get)
                        .filter(Objects::nonNull)
                        .forEach(id -> ids.add((UUID) id)));
        return rows(session, ids);
    }

    /** Returns the deleted and hidden rows, and the rows with a lost text. */
    static List<String> gone(Map<String, Record> before, Map<String, Record> after) {
        List<String> gone = new ArrayList<>();
        before.forEach((key, row) -> {
            Record now = after.get(key);
            if (now == null) {
                gone.add(key + " is gone");
            } else {
                row.fieldStream()
                        .filter(field -> isTakenAway(field, row.get(field), now.get(field)))
                        .forEach(field -> gone.add(key + " has lost " + field.getName()));
            }
        });
        return gone;
    }

    /** Returns whether the field has lost its value. A workflow's owner is transient and never counts. */
    private static boolean isTakenAway(Field<?> field, Object before, Object now) {
        if (field.getName().equals(APPOINTMENTS.ARCHIVED_AT.getName())) {
            return before == null && now != null;
        }
        boolean isContent = field.getType() == String.class || field.getType() == JSONB.class;
        return isContent
                && !field.getName().equals(WORKFLOW_INSTANCES.OWNER.getName())
                && before != null
                && now == null;
    }
}
