package io.aro.db.model;

import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.customer.CommunicationPreference;
import io.aro.db.customer.CustomerRow;
import io.aro.db.customer.ExistingCustomer;
import io.aro.db.customer.ImportReport;
import io.aro.db.customer.NewCustomer;
import io.aro.db.customer.RiskCategory;
import io.aro.db.model.Operation.Call;
import io.aro.db.model.Operation.Weight;
import io.aro.db.repository.Changes;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.util.List;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** A call that changes customers. */
sealed interface CustomerCall extends Call {

    /** The data of a new customer. */
    record Person(
            String phone,
            @Nullable String email,
            @Nullable String name,
            @Nullable CommunicationPreference preference,
            List<String> tags) {

        NewCustomer asNew() {
            return new NewCustomer(phone, email, name, preference, tags);
        }
    }

    /** The updated columns, one of them guarded. */
    enum Column {
        EMAIL,
        NAME,
        PHONE,
        PAYMENT_STATUS,
        REVIEW_STATUS,
        COMMUNICATION_PREFERENCE,
        RISK_CATEGORY;

        private TableField<CustomersRecord, String> field() {
            return switch (this) {
                case EMAIL -> CUSTOMERS.EMAIL;
                case NAME -> CUSTOMERS.NAME;
                case PHONE -> CUSTOMERS.PHONE;
                case PAYMENT_STATUS -> CUSTOMERS.PAYMENT_STATUS;
                case REVIEW_STATUS -> CUSTOMERS.REVIEW_STATUS;
                case COMMUNICATION_PREFERENCE -> CUSTOMERS.COMMUNICATION_PREFERENCE;
                case RISK_CATEGORY -> CUSTOMERS.RISK_CATEGORY;
            };
        }

        int longest() {
            return switch (this) {
                case EMAIL, NAME -> 255;
                case PHONE, PAYMENT_STATUS, REVIEW_STATUS, COMMUNICATION_PREFERENCE, RISK_CATEGORY -> 20;
            };
        }
    }

    @Weight(16)
    record CreateCustomer(Person person) implements CustomerCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.customers().create(person.asNew());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.customers().create(person);
        }
    }

    record CreateCustomers(List<Person> people) implements CustomerCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.customers().createAll(people.stream().map(Person::asNew).toList());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.customers().createAll(people);
        }
    }

    @Weight(8)
    record UpsertCustomer(Person person, @Nullable ExistingCustomer mode) implements CustomerCall {
        @Override
        public Object on(Repositories db, Known known) {
            return mode == null
                    ? db.customers().upsertByPhone(person.asNew())
                    : db.customers().upsertByPhone(person.asNew(), mode);
        }

        @Override
        public Object on(Model model, Known known) {
            return mode == null
                    ? model.customers().upsert(person, ExistingCustomer.KEEP).customer()
                    : model.customers().upsert(person, mode);
        }
    }

    /** A row of an import, with its tags as one text. */
    record ImportRow(
            String phone, @Nullable String email, @Nullable String name, List<String> tags) {

        CustomerRow row(@Nullable CommunicationPreference preference) {
            return new CustomerRow(
                    " " + phone,
                    email,
                    name,
                    preference == null ? null : preference.name(),
                    String.join(" ; ", tags) + ",");
        }

        /** Returns the person. White space around a value is removed, and an empty value is absent. */
        Person person(@Nullable CommunicationPreference preference) {
            List<String> words =
                    tags.stream().filter(tag -> !tag.isBlank()).distinct().toList();
            return new Person(phone, stripped(email), stripped(name), preference, words);
        }

        private static @Nullable String stripped(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    record ImportCustomers(List<ImportRow> rows, @Nullable CommunicationPreference preference, ExistingCustomer mode)
            implements CustomerCall {
        @Override
        public Object on(Repositories db, Known known) {
            ImportReport report = db.customers().importAll(rows.stream().map(row -> row.row(preference)), mode);
            return Records.with(report, "firstRejected", List.of());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.customers().importAll(rows, preference, mode);
        }
    }

    record ScoreRisk(int customer, int score, @Nullable Integer threshold) implements CustomerCall {
        @Override
        public @Nullable Object on(Repositories db, Known known) {
            if (threshold == null) {
                db.customers().updateRiskScore(known.customer(customer), score);
            } else {
                db.customers().updateRiskScore(known.customer(customer), score, threshold);
            }
            return null;
        }

        @Override
        public @Nullable Object on(Model model, Known known) {
            return model.customers().scoreRisk(known.customer(customer), score, threshold == null ? 70 : threshold);
        }
    }

    record SetRisk(int customer, int score, RiskCategory category) implements CustomerCall {
        @Override
        public @Nullable Object on(Repositories db, Known known) {
            db.customers().updateRiskScore(known.customer(customer), score, category);
            return null;
        }

        @Override
        public @Nullable Object on(Model model, Known known) {
            return model.customers().setRisk(known.customer(customer), score, category);
        }
    }

    record CountNoShow(int customer) implements CustomerCall {
        @Override
        public @Nullable Object on(Repositories db, Known known) {
            db.customers().incrementNoShowCount(known.customer(customer));
            return null;
        }

        @Override
        public @Nullable Object on(Model model, Known known) {
            return model.customers().countNoShow(known.customer(customer));
        }
    }

    record AddTags(int customer, List<String> tags) implements CustomerCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.customers().addTags(known.customer(customer), tags.toArray(String[]::new));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.customers().addTags(known.customer(customer), tags);
        }
    }

    record RemoveTags(int customer, List<String> tags) implements CustomerCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.customers().removeTags(known.customer(customer), tags.toArray(String[]::new));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.customers().removeTags(known.customer(customer), tags);
        }
    }

    @Weight(6)
    record UpdateCustomer(
            int customer, Column column, @Nullable String text) implements CustomerCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.customers().update(known.customer(customer), Changes.set(column.field(), text));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.customers().update(known.customer(customer), column, text);
        }
    }

    @Weight(2)
    record DeleteCustomer(int customer) implements CustomerCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.customers().delete(known.customer(customer));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.tables().deleteCustomer(known.customer(customer));
        }
    }
}
