package io.aro.db.model;

import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.customer.Customer;
import io.aro.db.customer.RiskCategory;
import io.aro.db.model.Operation.Call;
import io.aro.db.repository.PageRequest;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** A query of customers. */
sealed interface CustomerQuery extends Call {

    Pattern CAPITALS = Pattern.compile("[A-Z]+");

    record GetCustomer(int customer) implements CustomerQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return db.customers().getById(known.customer(customer));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.customers().get(known.customer(customer));
        }
    }

    record FindByPhone(String phone) implements CustomerQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return db.customers().findByPhone(phone);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.customers().findByPhone(phone);
        }
    }

    record FindHighRisk(@Nullable Integer limit) implements CustomerQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return limit == null
                    ? db.customers().findHighRisk()
                    : db.customers().findHighRisk(limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.positive(limit);
            return Model.first(
                    limit,
                    Model.sorted(
                            model.customers().all().stream()
                                    .filter(customer -> customer.riskCategory() == RiskCategory.HIGH
                                            || customer.riskCategory() == RiskCategory.BLOCKED),
                            Comparator.comparingInt(Customer::riskScore).reversed()));
        }
    }

    record FindByRisk(RiskCategory category, int limit) implements CustomerQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return db.customers().findByRisk(category, limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.positive(limit);
            return Model.first(
                    limit,
                    Model.latestFirst(
                            model.customers().all().stream().filter(customer -> customer.riskCategory() == category),
                            Comparator.comparingInt(Customer::riskScore)));
        }
    }

    record FindByTag(String tag, int limit) implements CustomerQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return db.customers().findByTag(tag, limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.positive(limit);
            Check.text(tag, 255);
            return Model.first(
                    limit,
                    model.customers().all().stream()
                            .filter(customer -> customer.tags().contains(tag))
                            .toList());
        }
    }

    record FindByName(String prefix, int limit) implements CustomerQuery {
        @Override
        public Object on(Repositories db, Known known) {
            return db.customers().findByNamePrefix(prefix, limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.positive(limit);
            Check.text(prefix, 255);
            return Model.first(
                    limit,
                    Model.sorted(
                            model.customers().all().stream()
                                    .filter(customer -> customer.name() != null
                                            && lower(customer.name()).startsWith(lower(prefix))),
                            Comparator.comparing(
                                    customer -> lower(String.valueOf(customer.name())), Pages.BY_CODE_POINTS)));
        }
    }

    /** The sort columns of pages. */
    enum Sort {
        NAME,
        EMAIL,
        PHONE,
        RISK_SCORE,
        LIFETIME_VALUE,
        CONFIRMATION_RATE,
        UPDATED_AT,
        LAST_REVIEW_REQUEST_DATE;

        private TableField<CustomersRecord, ?> field() {
            return switch (this) {
                case NAME -> CUSTOMERS.NAME;
                case EMAIL -> CUSTOMERS.EMAIL;
                case PHONE -> CUSTOMERS.PHONE;
                case RISK_SCORE -> CUSTOMERS.RISK_SCORE;
                case LIFETIME_VALUE -> CUSTOMERS.LIFETIME_VALUE;
                case CONFIRMATION_RATE -> CUSTOMERS.CONFIRMATION_RATE;
                case UPDATED_AT -> CUSTOMERS.UPDATED_AT;
                case LAST_REVIEW_REQUEST_DATE -> CUSTOMERS.LAST_REVIEW_REQUEST_DATE;
            };
        }

        private @Nullable Object of(Customer customer) {
            return switch (this) {
                case NAME -> customer.name();
                case EMAIL -> customer.email();
                case PHONE -> customer.phone();
                case RISK_SCORE -> customer.riskScore();
                case LIFETIME_VALUE -> customer.lifetimeValue();
                case CONFIRMATION_RATE -> customer.confirmationRate();
                case UPDATED_AT -> customer.updatedAt();
                case LAST_REVIEW_REQUEST_DATE -> customer.lastReviewRequestDate();
            };
        }
    }

    record PageCustomers(
            Sort sort,
            boolean descending,
            int size,
            @Nullable String tag) implements CustomerQuery {
        @Override
        public Object on(Repositories db, Known known) {
            PageRequest request = PageRequest.of(size);
            PageRequest sorted = descending ? request.descending(sort.field()) : request.ascending(sort.field());
            return Pages.all(
                    sorted,
                    each -> tag == null
                            ? db.customers().page(each)
                            : db.customers().findByTag(tag, each));
        }

        @Override
        public Object on(Model model, Known known) {
            Check.that(size >= 1 && size <= 1000);
            Check.textIfAny(tag, 255);
            Predicate<Customer> wanted =
                    customer -> tag == null || customer.tags().contains(tag);
            return Pages.of(model.customers().all().stream().filter(wanted).toList(), sort::of, descending, size);
        }
    }

    /** Returns the text with lower-case ASCII letters, and all further letters unchanged. */
    static String lower(String text) {
        return CAPITALS.matcher(text).replaceAll(letters -> letters.group().toLowerCase(Locale.ROOT));
    }
}
