package io.aro.db.testkit.builder;

import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.consent.NewConsent;
import io.aro.db.consent.NewOptOut;
import io.aro.db.customer.CommunicationPreference;
import io.aro.db.customer.Customer;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.customer.NewCustomer;
import io.aro.db.customer.PaymentStatus;
import io.aro.db.customer.RiskCategory;
import io.aro.db.repository.Changes;
import io.aro.db.repository.Session;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A builder of customers; immutable. */
public final class CustomerBuilder implements SessionRowBuilder<Customer> {

    private static final int HIGH_RISK = 85;
    private static final int MEDIUM_RISK = 55;

    private final Recipe<NewCustomer, Customer> recipe;

    CustomerBuilder() {
        this(Recipe.plain());
    }

    private CustomerBuilder(Recipe<NewCustomer, Customer> recipe) {
        this.recipe = recipe;
    }

    /** Returns a new customer for a repository, by default with a fresh phone number on every call. */
    public NewCustomer build() {
        String phone = Sequence.phone();
        return recipe.applyTo(NewCustomer.withPhone(phone)
                .withName("Customer " + phone.substring(phone.length() - 5))
                .withEmail("customer" + phone.substring(1) + "@example.org"));
    }

    @Override
    public Customer insert(Session session) {
        return recipe.finish(new CustomerRepository(session).create(build()), session);
    }

    /** Returns a builder with the phone number in E.164 form. Phone numbers are unique, so insert a single row. */
    public CustomerBuilder phone(String number) {
        return with(customer -> new NewCustomer(
                number, customer.email(), customer.name(), customer.communicationPreference(), customer.tags()));
    }

    /** Returns a builder with the name; null for none. */
    public CustomerBuilder name(@Nullable String name) {
        return with(customer -> customer.withName(name));
    }

    /** Returns a builder with the email address; null for none. */
    public CustomerBuilder email(@Nullable String address) {
        return with(customer -> customer.withEmail(address));
    }

    /** Returns a builder with the tags. */
    public CustomerBuilder tags(String... tags) {
        return with(customer -> customer.withTags(tags));
    }

    /** Returns a builder with the preferred channel. */
    public CustomerBuilder prefers(CommunicationPreference channel) {
        return with(customer -> customer.withCommunicationPreference(channel));
    }

    /** Returns a builder with the tag {@code vip}. */
    public CustomerBuilder tagged() {
        return tags("vip");
    }

    /** Returns a builder with the risk score from 0 to 100; category and deposit follow from the score. */
    public CustomerBuilder riskScore(int score) {
        return then((customer, customers) -> customers.updateRiskScore(customer.id(), score));
    }

    /** Returns a builder of customers with a risk score of 85, who need a deposit. */
    public CustomerBuilder highRisk() {
        return riskScore(HIGH_RISK);
    }

    /** Returns a builder of customers with a risk score of 55. */
    public CustomerBuilder mediumRisk() {
        return riskScore(MEDIUM_RISK);
    }

    /** Returns a builder of blocked customers. */
    public CustomerBuilder blocked() {
        return then((customer, customers) -> customers.updateRiskScore(customer.id(), HIGH_RISK, RiskCategory.BLOCKED));
    }

    /** Returns a builder of customers with overdue payments. */
    public CustomerBuilder pastDue() {
        return paying(PaymentStatus.PAST_DUE);
    }

    /** Returns a builder of customers without overdue payments. */
    public CustomerBuilder paidUp() {
        return paying(PaymentStatus.CURRENT);
    }

    /** Returns a builder with the number of no-shows, without the appointments behind them. */
    public CustomerBuilder noShows(int count) {
        return then((customer, customers) -> {
            for (int i = 0; i < count; i++) {
                customers.incrementNoShowCount(customer.id());
            }
        });
    }

    /** Returns a builder of customers with consent to every channel. */
    public CustomerBuilder consenting() {
        return afterwards((customer, session) -> new ConsentRepository(session)
                .append(NewConsent.toAll(customer.phone(), ConsentMethod.WEB_FORM)
                        .withCustomerId(customer.id())));
    }

    /** Returns a builder of customers with an opt-out from every channel. */
    public CustomerBuilder optedOut() {
        return afterwards((customer, session) -> new ConsentRepository(session)
                .append(NewOptOut.fromAll(customer.phone()).withCustomerId(customer.id())));
    }

    private CustomerBuilder paying(PaymentStatus status) {
        return then((customer, customers) ->
                customers.update(customer.id(), Changes.set(CUSTOMERS.PAYMENT_STATUS, status.literal())));
    }

    private CustomerBuilder with(UnaryOperator<NewCustomer> change) {
        return new CustomerBuilder(recipe.with(change));
    }

    private CustomerBuilder then(Deed<CustomerRepository> deed) {
        return afterwards((customer, session) -> deed.done(customer, new CustomerRepository(session)));
    }

    private CustomerBuilder afterwards(Deed<Session> deed) {
        return new CustomerBuilder(recipe.then((customer, session) -> {
            deed.done(customer, session);
            return new CustomerRepository(session).getById(customer.id());
        }));
    }

    /** A change of a customer. */
    @FunctionalInterface
    private interface Deed<T> {

        void done(Customer customer, T by);
    }
}
