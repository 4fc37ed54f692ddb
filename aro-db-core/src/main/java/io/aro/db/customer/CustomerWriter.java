package io.aro.db.customer;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.val;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Session;
import io.aro.db.row.Row;
import io.aro.db.row.RowReader;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** The writer of single customers, by guarded statements. */
final class CustomerWriter {

    private final Session session;

    CustomerWriter(Session session) {
        this.session = session;
    }

    UpsertedCustomer upsert(NewCustomer customer, ExistingCustomer existing) {
        CustomersRecord row = customer.toRow(session.newId(), session.now());
        CustomerUpsertWriter upsert = new CustomerUpsertWriter(CustomerChanges.of(existing, customer));
        while (true) {
            Optional<UpsertedCustomer> found = session.write(dsl -> upsert(dsl, upsert, row));
            if (found.isPresent()) {
                return found.get();
            }
            // A concurrent insert or delete got in between; the next round sees it.
        }
    }

    /** Writes a difference, or looks for the unchanged customer. On PostgreSQL both are one statement. */
    private static Optional<UpsertedCustomer> upsert(DSLContext dsl, CustomerUpsertWriter upsert, CustomersRecord row) {
        @Nullable Object[] values = CustomerUpsertWriter.valuesOf(row);
        RowReader<UpsertedCustomer> reader = found -> UpsertedCustomer.of(found, row.getId());
        if (Dialect.of(dsl.configuration()).writesInQueries()) {
            return upsert.lookAndWrite().with(values).optional(reader).apply(dsl);
        }
        Optional<UpsertedCustomer> written =
                upsert.write().with(values).optional(reader).apply(dsl);
        return written.isPresent()
                ? written
                : upsert.look().with(values).optional(reader).apply(dsl);
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
