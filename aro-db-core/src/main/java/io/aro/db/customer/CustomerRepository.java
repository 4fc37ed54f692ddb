package io.aro.db.customer;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import io.aro.db.error.ConstraintViolationException;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.value.Values;
import io.aro.db.phone.PhoneParser;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.TooManyRowsException;
import io.aro.db.repository.Page;
import io.aro.db.repository.PageRequest;
import io.aro.db.repository.Repository;
import io.aro.db.repository.Session;
import io.aro.db.repository.WholeList;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.TableField;

/** The repository of customers. */
public final class CustomerRepository extends Repository<CustomersRecord, Customer> {

    /** The score from which a booking needs a deposit. */
    public static final int DEPOSIT_THRESHOLD = 70;

    private static final List<SortField<?>> RISKIEST_FIRST = List.of(CUSTOMERS.RISK_SCORE.desc(), CUSTOMERS.ID.asc());

    public CustomerRepository(Session session) {
        super(session, CUSTOMERS, CUSTOMERS.ID, "customer");
    }

    @Override
    protected Customer toEntity(CustomersRecord row) {
        return Customer.of(row);
    }

    @Override
    protected TableField<CustomersRecord, Instant> updatedAtColumn() {
        return CUSTOMERS.UPDATED_AT;
    }

    @Override
    protected void requireDeletable(Session tx, UUID id) {
        HoldGate.enter(tx).requireFree(id);
    }

    @Override
    protected Set<TableField<CustomersRecord, ?>> managedColumns() {
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
        return insert(customer.toRow(session().newId(), session().now()));
    }

    /**
     * Inserts customers in one transaction, all of them or none, and returns how many they were.
     *
     * @throws ConstraintViolationException if two have one phone, or another customer has it; then none is kept
     */
    public long createAll(Collection<NewCustomer> customers) {
        return createAll(customers.stream());
    }

    /**
     * Inserts any number of customers in little memory; see {@link #createAll(Collection)}.
     *
     * <p>The transaction is open while the stream is read, so it must not read from this database by itself.
     */
    public long createAll(Stream<NewCustomer> customers) {
        Instant now = session().now();
        return insertAll(customers.map(customer -> customer.toRow(session().newId(), now)));
    }

    /** Returns the customer with the phone, if there is one. */
    public Optional<Customer> findByPhone(String phone) {
        return findOne(CUSTOMERS.PHONE.eq(Values.wanted("phone", phone)));
    }

    /**
     * Returns every customer of high risk and every blocked one, the riskiest first.
     *
     * @throws TooManyRowsException if there are more than {@value WholeList#LONGEST}
     */
    public List<Customer> findHighRisk() {
        return findAll(CustomerQueries.IS_HIGH_RISK, RISKIEST_FIRST);
    }

    /** Returns the customers of high risk and the blocked ones, the riskiest first, up to {@code limit}. */
    public List<Customer> findHighRisk(int limit) {
        return findAll(CustomerQueries.IS_HIGH_RISK, RISKIEST_FIRST, limit);
    }

    /** Returns a page of the customers of high risk and the blocked ones, the riskiest first unless the request is sorted. */
    public Page<Customer> findHighRisk(PageRequest request) {
        PageRequest sorted = request.isSorted() ? request : request.descending(CUSTOMERS.RISK_SCORE);
        return page(sorted.where(CustomerQueries.IS_HIGH_RISK));
    }

    /** Returns the customers of a risk category, the riskiest first, up to {@code limit}. */
    public List<Customer> findByRisk(RiskCategory category, int limit) {
        return findAll(
                CustomerQueries.isOfRisk(category), List.of(CUSTOMERS.RISK_SCORE.desc(), CUSTOMERS.ID.desc()), limit);
    }

    /** Returns a page of the customers of a risk category, the riskiest first unless the request is sorted. */
    public Page<Customer> findByRisk(RiskCategory category, PageRequest request) {
        PageRequest sorted = request.isSorted() ? request : request.descending(CUSTOMERS.RISK_SCORE);
        return page(sorted.where(CustomerQueries.isOfRisk(category)));
    }

    /**
     * Returns the customers who have a tag, by id, up to {@code limit}.
     *
     * @throws InvalidValueException if the tag is blank or longer than a tag can be
     */
    public List<Customer> findByTag(String tag, int limit) {
        PageRequest request = PageRequest.of(Math.min(positive(limit), PageRequest.LARGEST));
        return stream(CustomerQueries.tagged(tag, request)).limit(limit).toList();
    }

    /** Returns a page of the customers who have a tag, by id unless the request is sorted. */
    public Page<Customer> findByTag(String tag, PageRequest request) {
        return page(CustomerQueries.tagged(tag, request));
    }

    /**
     * Returns the customers whose name begins with a prefix, by name, up to {@code limit}.
     *
     * <p>Capital and small letters of ASCII are the same, in the prefix and in the order; every other character is
     * itself, {@code %} and {@code _} too.
     *
     * @throws InvalidValueException if the prefix is blank or longer than a name can be
     */
    public List<Customer> findByNamePrefix(String prefix, int limit) {
        return findAll(
                CustomerQueries.nameBeginsWith(prefix),
                List.of(CustomerQueries.NAME_IN_ORDER.asc(), CUSTOMERS.ID.asc()),
                limit);
    }

    /** Returns a page of the customers whose name begins with a prefix, by name unless the request is sorted. */
    public Page<Customer> findByNamePrefix(String prefix, PageRequest request) {
        PageRequest sorted = request.isSorted() ? request : request.ascendingIgnoringCase(CUSTOMERS.NAME);
        return page(sorted.where(CustomerQueries.nameBeginsWith(prefix)));
    }

    /**
     * Sets the risk score and the category that follows from it; a blocked customer stays blocked. A score from
     * {@value #DEPOSIT_THRESHOLD} on requires a deposit.
     *
     * @throws InvalidValueException if the score is not from 0 to 100
     * @throws NotFoundException if there is no such customer
     */
    public void updateRiskScore(UUID id, int score) {
        updateRiskScore(id, score, DEPOSIT_THRESHOLD);
    }

    /**
     * Sets the risk score like {@link #updateRiskScore(UUID, int)}, with the score from which a deposit is required,
     * which a business may choose.
     *
     * @throws InvalidValueException if the score or the threshold is not from 0 to 100
     */
    public void updateRiskScore(UUID id, int score, int depositThreshold) {
        Field<String> category = val(RiskCategory.ofScore(score).literal(), CUSTOMERS.RISK_CATEGORY);
        String blocked = RiskCategory.BLOCKED.literal();
        new CustomerWriter(session())
                .setRisk(
                        id,
                        score,
                        when(CUSTOMERS.RISK_CATEGORY.eq(blocked), CUSTOMERS.RISK_CATEGORY)
                                .otherwise(category),
                        score >= Values.percent("deposit threshold", depositThreshold));
    }

    /**
     * Sets the risk score and category, by which a customer is blocked and unblocked; a score from
     * {@value #DEPOSIT_THRESHOLD} on requires a deposit.
     *
     * @throws InvalidValueException if the score is not from 0 to 100
     * @throws NotFoundException if there is no such customer
     */
    public void updateRiskScore(UUID id, int score, RiskCategory category) {
        new CustomerWriter(session())
                .setRisk(id, score, val(category.literal(), CUSTOMERS.RISK_CATEGORY), score >= DEPOSIT_THRESHOLD);
    }

    /**
     * Adds one to the customer's no-shows; the state machine does so by itself when an appointment becomes one.
     *
     * @throws NotFoundException if there is no such customer
     */
    public void incrementNoShowCount(UUID id) {
        new CustomerWriter(session()).incrementNoShowCount(id);
    }

    /**
     * Returns the customer with the phone, after inserting the given one if there was none.
     *
     * <p>An existing customer is returned as it is. One statement if the customer is new, two and no write if it
     * exists; any number of callers may do this at once.
     */
    public Customer upsertByPhone(NewCustomer customer) {
        return upsertByPhone(customer, ExistingCustomer.KEEP).customer();
    }

    /**
     * Inserts the customer, or does to the one with the phone what the mode says, and tells which of the two it was.
     *
     * <p>One statement, in which any number of callers follow one another; if there was nothing to change, nothing is
     * written and a second statement reads the customer.
     */
    public UpsertedCustomer upsertByPhone(NewCustomer customer, ExistingCustomer existing) {
        return new CustomerWriter(session()).upsert(customer, existing);
    }

    /** Imports customers like {@link #importAll(Stream, ExistingCustomer, ImportListener)}, without a listener. */
    public ImportReport importAll(Stream<CustomerRow> rows, ExistingCustomer existing) {
        return importAll(rows, existing, new ImportListener() {});
    }

    /**
     * Imports customers from another system by phone, any number of them in little memory, and reports what came of it, to a
     * listener while it goes on.
     *
     * <p>A row that does not fit is left out and never stops the others. A phone that comes again is the same customer
     * again: each row does to it what the mode says, in their order. Rows are written 200 at a time, in one statement if
     * no phone comes twice among them; where some rows of a mode that overwrites name a channel and others do not, in
     * two.
     *
     * <p>Each statement commits by itself. If the stream, the listener or the database throws, the batches that the
     * listener was told of are in the database, those after it are not, and of the one being written some rows may be.
     * Importing the same rows again is safe. In a transaction, everything is kept or undone with it.
     */
    public ImportReport importAll(Stream<CustomerRow> rows, ExistingCustomer existing, ImportListener listener) {
        return new CustomerImportWriter(session(), existing, UnaryOperator.identity(), listener).run(rows);
    }

    /**
     * Imports customers whose phones are as people write them, otherwise like {@link #importAll(Stream, ExistingCustomer,
     * ImportListener)}; a row whose phone cannot be read is left out.
     */
    public ImportReport importAll(
            Stream<CustomerRow> rows, ExistingCustomer existing, ImportListener listener, PhoneParser phones) {
        return new CustomerImportWriter(session(), existing, phones::parse, listener).run(rows);
    }

    /**
     * Adds tags behind those that the customer has, and returns the customer; what it has already is left where it is.
     *
     * <p>One statement; if there was nothing to add, nothing is written and a second one reads the customer.
     *
     * @throws InvalidValueException if a tag is blank or too long
     * @throws NotFoundException if there is no such customer
     */
    public Customer addTags(UUID id, String... tags) {
        return new CustomerWriter(session()).addTags(id, tags);
    }

    /** Removes tags from a customer, and returns the customer; otherwise like {@link #addTags}. */
    public Customer removeTags(UUID id, String... tags) {
        return new CustomerWriter(session()).removeTags(id, tags);
    }
}
