package io.aro.db.customer;

import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.connection.Session;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.InvalidValueException;
import io.aro.db.error.NotFoundException;
import io.aro.db.repository.Repository;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.SelectSeekStep2;
import org.jooq.SelectWhereStep;
import org.jooq.TableField;

/** Reads and writes customers. */
public final class CustomerRepository extends Repository<CustomersRecord, Customer> {

    /** The score from which a booking needs a deposit. */
    public static final int DEPOSIT_THRESHOLD = 70;

    public CustomerRepository(Session session) {
        super(session, CUSTOMERS, CUSTOMERS.ID, "customer");
    }

    @Override
    protected Customer toEntity(CustomersRecord row) {
        return CustomerRows.toCustomer(row);
    }

    @Override
    protected TableField<CustomersRecord, Instant> touched() {
        return CUSTOMERS.UPDATED_AT;
    }

    @Override
    protected Set<TableField<CustomersRecord, ?>> guarded() {
        return Set.of(
                CUSTOMERS.NO_SHOW_COUNT,
                CUSTOMERS.RESCHEDULE_COUNT,
                CUSTOMERS.CANCEL_COUNT,
                CUSTOMERS.CONFIRMATION_RATE,
                CUSTOMERS.APPOINTMENT_COUNT,
                CUSTOMERS.CONFIRMED_COUNT,
                CUSTOMERS.DEPOSITS_PAID,
                CUSTOMERS.LIFETIME_VALUE,
                CUSTOMERS.RISK_SCORE,
                CUSTOMERS.RISK_CATEGORY,
                CUSTOMERS.REQUIRES_DEPOSIT,
                CUSTOMERS.CREATED_AT);
    }

    /**
     * Inserts a customer and returns it, in one statement.
     *
     * @throws ConstraintViolationException if another customer has the phone
     */
    public Customer create(NewCustomer customer) {
        return insert(CustomerRows.toRow(customer, session().newId(), session().now()));
    }

    /** Returns the customer with the phone, if there is one. */
    public Optional<Customer> findByPhone(String phone) {
        return session()
                .read(dsl -> dsl.selectFrom(CUSTOMERS)
                        .where(CUSTOMERS.PHONE.eq(phone))
                        .fetchOptional(this::toEntity));
    }

    /** Returns every customer of high risk and every blocked one, the riskiest first. */
    public List<Customer> findHighRisk() {
        return session().read(dsl -> highRisk(dsl.selectFrom(CUSTOMERS)).fetch(this::toEntity));
    }

    /** Returns the customers of high risk and the blocked ones, the riskiest first, at most so many. */
    public List<Customer> findHighRisk(int limit) {
        return session()
                .read(dsl -> highRisk(dsl.selectFrom(CUSTOMERS))
                        .limit(positive(limit))
                        .fetch(this::toEntity));
    }

    private static SelectSeekStep2<CustomersRecord, Integer, UUID> highRisk(
            SelectWhereStep<CustomersRecord> customers) {
        return customers
                .where(CUSTOMERS.RISK_CATEGORY.in(RiskCategory.HIGH.literal(), RiskCategory.BLOCKED.literal()))
                .orderBy(CUSTOMERS.RISK_SCORE.desc(), CUSTOMERS.ID);
    }

    /**
     * Sets the risk score and category; a score from {@value #DEPOSIT_THRESHOLD} on requires a deposit.
     *
     * @throws InvalidValueException if the score is not from 0 to 100
     * @throws NotFoundException if there is no such customer
     */
    public void updateRiskScore(UUID id, int score, RiskCategory category) {
        if (score < 0 || score > 100) {
            throw new InvalidValueException("risk score", "must be from 0 to 100");
        }
        requireOne(
                id,
                session()
                        .write(dsl -> dsl.update(CUSTOMERS)
                                .set(CUSTOMERS.RISK_SCORE, score)
                                .set(CUSTOMERS.RISK_CATEGORY, category.literal())
                                .set(CUSTOMERS.REQUIRES_DEPOSIT, score >= DEPOSIT_THRESHOLD)
                                .set(CUSTOMERS.UPDATED_AT, session().now())
                                .where(CUSTOMERS.ID.eq(id))
                                .execute()));
    }

    /**
     * Adds one to the customer's no-shows; the state machine does so by itself when an appointment becomes one.
     *
     * @throws NotFoundException if there is no such customer
     */
    public void incrementNoShowCount(UUID id) {
        requireOne(
                id,
                session()
                        .write(dsl -> dsl.update(CUSTOMERS)
                                .set(CUSTOMERS.NO_SHOW_COUNT, CUSTOMERS.NO_SHOW_COUNT.plus(1))
                                .set(CUSTOMERS.UPDATED_AT, session().now())
                                .where(CUSTOMERS.ID.eq(id))
                                .execute()));
    }

    /**
     * Returns the customer with the phone, after inserting the given one if there was none.
     *
     * <p>An existing customer is returned as it is. One statement if the customer is new, two and no write if it
     * exists; any number of callers may do this at once.
     */
    public Customer upsertByPhone(NewCustomer customer) {
        while (true) {
            Optional<Customer> inserted = insertIfAbsent(customer);
            if (inserted.isPresent()) {
                return inserted.get();
            }
            Optional<Customer> existing = findByPhoneForSure(customer.phone());
            if (existing.isPresent()) {
                return existing.get();
            }
            // The other one was deleted between the two statements; the next round inserts.
        }
    }

    private Optional<Customer> insertIfAbsent(NewCustomer customer) {
        CustomersRecord row =
                CustomerRows.toRow(customer, session().newId(), session().now());
        return session()
                .write(dsl -> dsl.insertInto(CUSTOMERS)
                        .set(row)
                        .onConflict(CUSTOMERS.PHONE)
                        .doNothing()
                        .returning()
                        .fetchOptional(this::toEntity));
    }

    /** Reads on the writing connection, because a replica may not have the row yet. */
    private Optional<Customer> findByPhoneForSure(String phone) {
        return session()
                .write(dsl -> dsl.selectFrom(CUSTOMERS)
                        .where(CUSTOMERS.PHONE.eq(phone))
                        .fetchOptional(this::toEntity));
    }

    private static void requireOne(UUID id, int rows) {
        if (rows == 0) {
            throw new NotFoundException("customer", id);
        }
    }
}
