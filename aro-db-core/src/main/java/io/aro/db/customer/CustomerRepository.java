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
import io.aro.db.row.Row;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.TableField;

/**
 * The repository of customers, with imports, risk scores and tags.
 *
 * {@snippet id="customers" :
 * Customer ada = db.customers().upsertByPhone(NewCustomer.withPhone("+15551234567"));
 * db.customers().addTags(ada.id(), "vip");
 * Page<Customer> page = db.customers().page(PageRequest.of(50).withCursor(cursor));
 * }
 */
public final class CustomerRepository extends Repository<CustomersRecord, Customer> {

    /** The lowest risk score with a mandatory deposit. */
    public static final int DEPOSIT_THRESHOLD = 70;

    private static final List<SortField<?>> RISKIEST_FIRST = List.of(CUSTOMERS.RISK_SCORE.desc(), CUSTOMERS.ID.asc());

    /** Creates a repository. The session determines its transactions and its thread-safety. */
    public CustomerRepository(Session session) {
        super(session, CUSTOMERS, CUSTOMERS.ID, "customer");
    }

    @Override
    protected Customer toEntity(Row row) {
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
     * Inserts a customer by one statement and returns the customer.
     *
     * @throws ConstraintViolationException if the phone is taken
     */
    public Customer create(NewCustomer customer) {
        return insert(customer.toRow(session().newId(), session().now()));
    }

    /**
     * Inserts customers in one transaction, all or none, and returns their number.
     *
     * @throws ConstraintViolationException if a phone occurs twice or is taken; no customer is kept
     */
    public long createAll(Collection<NewCustomer> customers) {
        return createAll(customers.stream());
    }

    /**
     * Inserts a stream of customers like {@link #createAll(Collection)}, in batches of 500. The open transaction reads
     * the stream, which must not use another session of this database.
     */
    public long createAll(Stream<NewCustomer> customers) {
        Instant now = session().now();
        return insertAll(customers.map(customer -> customer.toRow(session().newId(), now)));
    }

    /** Returns the customer with the phone in E.164 form, or empty. */
    public Optional<Customer> findByPhone(String phone) {
        return session().read(CustomerQueries.byPhone(phone).optional(Customer::of));
    }

    /**
     * Returns all customers of high risk, including blocked customers, by descending risk score.
     *
     * @throws TooManyRowsException if there are more than {@value WholeList#LONGEST}
     */
    public List<Customer> findHighRisk() {
        return findAll(CustomerQueries.IS_HIGH_RISK, RISKIEST_FIRST);
    }

    /** Returns customers of high risk, including blocked customers, by descending score, up to {@code limit}. */
    public List<Customer> findHighRisk(int limit) {
        return findAll(CustomerQueries.IS_HIGH_RISK, RISKIEST_FIRST, limit);
    }

    /** Returns a page of the customers of high risk or blocked, by descending score unless the request is sorted. */
    public Page<Customer> findHighRisk(PageRequest request) {
        PageRequest sorted = request.isSorted() ? request : request.descending(CUSTOMERS.RISK_SCORE);
        return page(sorted.where(CustomerQueries.IS_HIGH_RISK));
    }

    /** Returns the customers of a risk category by descending score, up to {@code limit}. */
    public List<Customer> findByRisk(RiskCategory category, int limit) {
        return findAll(
                CustomerQueries.isOfRisk(category), List.of(CUSTOMERS.RISK_SCORE.desc(), CUSTOMERS.ID.desc()), limit);
    }

    /** Returns a page of the customers of a risk category, by descending score unless the request is sorted. */
    public Page<Customer> findByRisk(RiskCategory category, PageRequest request) {
        PageRequest sorted = request.isSorted() ? request : request.descending(CUSTOMERS.RISK_SCORE);
        return page(sorted.where(CustomerQueries.isOfRisk(category)));
    }

    /**
     * Returns the customers with a tag, ordered by id, up to {@code limit}.
     *
     * @throws InvalidValueException if the tag is blank or longer than 255 characters
     */
    public List<Customer> findByTag(String tag, int limit) {
        PageRequest request = PageRequest.of(Math.min(positive(limit), PageRequest.LARGEST));
        return stream(CustomerQueries.tagged(tag, request)).limit(limit).toList();
    }

    /** Returns a page of the customers with a tag, ordered by id unless the request is sorted. */
    public Page<Customer> findByTag(String tag, PageRequest request) {
        return page(CustomerQueries.tagged(tag, request));
    }

    /**
     * Returns the customers with a name prefix, ordered by name, up to {@code limit}. Prefix and order ignore the case
     * of ASCII letters only. All other characters match literally, including {@code %} and {@code _}.
     *
     * @throws InvalidValueException if the prefix is blank or longer than 255 characters
     */
    public List<Customer> findByNamePrefix(String prefix, int limit) {
        return findAll(
                CustomerQueries.nameBeginsWith(prefix),
                List.of(CustomerQueries.NAME_IN_ORDER.asc(), CUSTOMERS.ID.asc()),
                limit);
    }

    /** Returns a page of the customers with a name prefix, ordered by name unless the request is sorted. */
    public Page<Customer> findByNamePrefix(String prefix, PageRequest request) {
        PageRequest sorted = request.isSorted() ? request : request.ascendingIgnoringCase(CUSTOMERS.NAME);
        return page(sorted.where(CustomerQueries.nameBeginsWith(prefix)));
    }

    /**
     * Sets the risk score and derives the category; a blocked customer stays blocked. A score of at least
     * {@value #DEPOSIT_THRESHOLD} makes deposits mandatory.
     *
     * @throws InvalidValueException if the score is not from 0 to 100
     * @throws NotFoundException if there is no such customer
     */
    public void updateRiskScore(UUID id, int score) {
        updateRiskScore(id, score, DEPOSIT_THRESHOLD);
    }

    /**
     * Sets the risk score like {@link #updateRiskScore(UUID, int)}, with a custom deposit threshold.
     *
     * @param depositThreshold the lowest score with a mandatory deposit, from 0 to 100
     * @throws InvalidValueException if the score or the threshold is not from 0 to 100
     * @throws NotFoundException if there is no such customer
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
     * Sets the risk score and the category explicitly. This call blocks and unblocks customers. A score of at least
     * {@value #DEPOSIT_THRESHOLD} makes deposits mandatory.
     *
     * @throws InvalidValueException if the score is not from 0 to 100
     * @throws NotFoundException if there is no such customer
     */
    public void updateRiskScore(UUID id, int score, RiskCategory category) {
        new CustomerWriter(session())
                .setRisk(id, score, val(category.literal(), CUSTOMERS.RISK_CATEGORY), score >= DEPOSIT_THRESHOLD);
    }

    /**
     * Increments the customer's no-shows, for no-shows recorded outside aro-db. A transition to no-show already
     * increments the counter.
     *
     * @throws NotFoundException if there is no such customer
     */
    public void incrementNoShowCount(UUID id) {
        new CustomerWriter(session()).incrementNoShowCount(id);
    }

    /**
     * Returns the customer with the phone, inserting the given customer if absent. Keeps an existing customer as it is.
     * One statement, safe under concurrency; on SQLite an existing customer takes a second, read-only statement.
     */
    public Customer upsertByPhone(NewCustomer customer) {
        return upsertByPhone(customer, ExistingCustomer.KEEP).customer();
    }

    /**
     * Inserts the customer, or updates the customer with the same phone, and returns the outcome.
     *
     * <p>One atomic statement, safe under concurrency. If no value changes, the statement writes nothing, and on SQLite
     * a second statement reads the customer.
     *
     * @param existing the treatment of an existing customer
     */
    public UpsertedCustomer upsertByPhone(NewCustomer customer, ExistingCustomer existing) {
        return new CustomerWriter(session()).upsert(customer, existing);
    }

    /** Imports customers like {@link #importAll(Stream, ExistingCustomer, ImportListener)}, without a listener. */
    public ImportReport importAll(Stream<CustomerRow> rows, ExistingCustomer existing) {
        return importAll(rows, existing, new ImportListener() {});
    }

    /**
     * Imports customers by phone and reports the totals; the listener receives rejected rows and progress.
     *
     * <p>Rejected rows never stop the import. Repeated phones address the same customer; their rows apply in order.
     * Memory holds one batch of 200 rows. A batch is usually one statement. Repeated phones add statements. Rows that
     * overwrite the preferred channel are written separately from rows without a channel.
     *
     * <p>Outside a transaction each statement commits separately. If the stream, the listener or the database throws,
     * all batches reported to the listener are committed. The batch in progress may be partially committed; later
     * batches are not. Repeating an import is safe. Inside a transaction, the import commits or rolls back with it.
     */
    public ImportReport importAll(Stream<CustomerRow> rows, ExistingCustomer existing, ImportListener listener) {
        return new CustomerImportWriter(session(), existing, phone -> phone, listener).run(rows);
    }

    /**
     * Imports customers with phone numbers in local notation; rows with an unreadable phone are rejected. Otherwise
     * like {@link #importAll(Stream, ExistingCustomer, ImportListener)}.
     */
    public ImportReport importAll(
            Stream<CustomerRow> rows, ExistingCustomer existing, ImportListener listener, PhoneParser phones) {
        return new CustomerImportWriter(session(), existing, phones::parse, listener).run(rows);
    }

    /**
     * Appends tags and returns the customer. Existing tags keep their position.
     *
     * <p>One statement. If all tags exist, the statement writes nothing and a second statement reads the customer.
     *
     * @throws InvalidValueException if a tag is blank or longer than 255 characters
     * @throws NotFoundException if there is no such customer
     */
    public Customer addTags(UUID id, String... tags) {
        return new CustomerWriter(session()).addTags(id, tags);
    }

    /** Removes tags and returns the customer; otherwise like {@link #addTags}. */
    public Customer removeTags(UUID id, String... tags) {
        return new CustomerWriter(session()).removeTags(id, tags);
    }
}
