package io.aro.db.customer;

import io.aro.db.row.Row;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.val;

import io.aro.db.customer.UpsertedCustomer.Outcome;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;

/** The writer of single customers, by one guarded statement. A read follows only if the statement changed no row. */
final class CustomerWriter {

    private final Session session;

    CustomerWriter(Session session) {
        this.session = session;
    }

    UpsertedCustomer upsert(NewCustomer customer, ExistingCustomer existing) {
        CustomersRecord row = customer.toRow(session.newId(), session.now());
        CustomerUpsertWriter upsert = new CustomerUpsertWriter(existing, customer.communicationPreference() != null);
        while (true) {
            Optional<Customer> written = session.write(
                    dsl -> upsert.statement(dsl, List.of(row)).returning().fetchOptional(found -> Customer.of(Row.of(found))));
            if (written.isPresent()) {
                boolean isNew = written.get().id().equals(row.getId());
                return new UpsertedCustomer(written.get(), isNew ? Outcome.INSERTED : Outcome.UPDATED);
            }
            Optional<Customer> unchanged = findForSure(CUSTOMERS.PHONE.eq(customer.phone()));
            if (unchanged.isPresent()) {
                return new UpsertedCustomer(unchanged.get(), Outcome.UNCHANGED);
            }
            // A concurrent delete removed the existing row; the next round inserts.
        }
    }

    Customer addTags(UUID id, String... tags) {
        Field<List<String>> given = given(tags);
        return setTags(id, dialect -> dialect.union(CUSTOMERS.TAGS, given));
    }

    Customer removeTags(UUID id, String... tags) {
        Field<List<String>> given = given(tags);
        return setTags(id, dialect -> dialect.without(CUSTOMERS.TAGS, given));
    }

    void setRisk(UUID id, int score, Field<String> category, boolean requiresDeposit) {
        int rows = session.write(dsl -> dsl.update(CUSTOMERS)
                .set(CUSTOMERS.RISK_SCORE, Values.percent("risk score", score))
                .set(CUSTOMERS.RISK_CATEGORY, category)
                .set(CUSTOMERS.REQUIRES_DEPOSIT, requiresDeposit)
                .set(CUSTOMERS.UPDATED_AT, session.now())
                .where(CUSTOMERS.ID.eq(id))
                .execute());
        requireOne(id, rows);
    }

    /** Increments the no-shows. The counter saturates at the largest 64-bit integer. */
    void incrementNoShowCount(UUID id) {
        Field<Long> below = least(CUSTOMERS.NO_SHOW_COUNT, inline(Long.MAX_VALUE - 1));
        int rows = session.write(dsl -> dsl.update(CUSTOMERS)
                .set(CUSTOMERS.NO_SHOW_COUNT, below.plus(inline(1L)))
                .set(CUSTOMERS.UPDATED_AT, session.now())
                .where(CUSTOMERS.ID.eq(id))
                .execute());
        requireOne(id, rows);
    }

    /** Writes the tags only if they change, and returns the customer. */
    private Customer setTags(UUID id, Function<Dialect, Field<List<String>>> change) {
        return session.<Optional<Customer>>write(dsl -> {
                    Field<List<String>> tags = change.apply(Dialect.of(dsl.configuration()));
                    return dsl.update(CUSTOMERS)
                            .set(CUSTOMERS.TAGS, tags)
                            .set(CUSTOMERS.UPDATED_AT, session.now())
                            .where(CUSTOMERS.ID.eq(id))
                            .and(CUSTOMERS.TAGS.isDistinctFrom(tags))
                            .returning()
                            .fetchOptional(row -> Customer.of(Row.of(row)));
                })
                .or(() -> findForSure(CUSTOMERS.ID.eq(id)))
                .orElseThrow(() -> new NotFoundException("customer", id));
    }

    /** Returns the given tags without duplicates. The statement compares them with the stored tags. */
    private static Field<List<String>> given(String... tags) {
        List<String> words = Arrays.asList(Values.required("tags", tags));
        return val(
                Values.texts("tags", words, NewCustomer.LONGEST_TAG).stream()
                        .distinct()
                        .toList(),
                CUSTOMERS.TAGS);
    }

    /** Returns the customer from the primary. A replica may not have the row yet. */
    private Optional<Customer> findForSure(Condition condition) {
        return session.readPrimary(
                dsl -> dsl.selectFrom(CUSTOMERS).where(condition).fetchOptional(row -> Customer.of(Row.of(row))));
    }

    private static void requireOne(UUID id, int rows) {
        if (rows == 0) {
            throw new NotFoundException("customer", id);
        }
    }
}
