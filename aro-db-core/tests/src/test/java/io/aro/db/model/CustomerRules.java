package io.aro.db.model;

import io.aro.db.customer.CommunicationPreference;
import io.aro.db.customer.Customer;
import io.aro.db.customer.ExistingCustomer;
import io.aro.db.customer.ImportReport;
import io.aro.db.customer.PaymentStatus;
import io.aro.db.customer.ReviewStatus;
import io.aro.db.customer.RiskCategory;
import io.aro.db.customer.UpsertedCustomer;
import io.aro.db.customer.UpsertedCustomer.Outcome;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.model.CustomerCall.Column;
import io.aro.db.model.CustomerCall.ImportRow;
import io.aro.db.model.CustomerCall.Person;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The model's rules of customers. */
final class CustomerRules {

    private static final BigDecimal ZERO = new BigDecimal("0.00");

    private final Model model;

    CustomerRules(Model model) {
        this.model = model;
    }

    Optional<Customer> find(UUID id) {
        return Optional.ofNullable(model.tables().customers().get(id));
    }

    Customer get(UUID id) {
        return find(id).orElseThrow(() -> Refusal.notFound("customer", id));
    }

    Optional<Customer> findByPhone(String phone) {
        return all().stream().filter(customer -> customer.phone().equals(phone)).findFirst();
    }

    List<Customer> all() {
        return List.copyOf(model.tables().customers().values());
    }

    Customer create(Person person) {
        check(person);
        if (findByPhone(person.phone()).isPresent()) {
            throw Refusal.constraint(Kind.UNIQUE);
        }
        return insert(person);
    }

    long createAll(List<Person> people) {
        people.forEach(CustomerRules::check);
        List<String> phones =
                new ArrayList<>(all().stream().map(Customer::phone).toList());
        people.forEach(person -> phones.add(person.phone()));
        if (new LinkedHashSet<>(phones).size() < phones.size()) {
            throw Refusal.constraint(Kind.UNIQUE);
        }
        people.forEach(this::insert);
        return people.size();
    }

    UpsertedCustomer upsert(Person person, ExistingCustomer mode) {
        check(person);
        Optional<Customer> existing = findByPhone(person.phone());
        if (existing.isEmpty()) {
            return new UpsertedCustomer(insert(person), Outcome.INSERTED);
        }
        Customer before = existing.get();
        Customer after = switch (mode) {
            case KEEP -> before;
            case FILL_MISSING ->
                Records.with(
                        before,
                        "email",
                        isMissing(before.email()) && !isMissing(person.email()) ? person.email() : before.email(),
                        "name",
                        isMissing(before.name()) && !isMissing(person.name()) ? person.name() : before.name(),
                        "tags",
                        before.tags().isEmpty() ? person.tags() : before.tags());
            case OVERWRITE ->
                Records.with(
                        before,
                        "email",
                        or(person.email(), before.email()),
                        "name",
                        or(person.name(), before.name()),
                        "communicationPreference",
                        or(person.preference(), before.communicationPreference()),
                        "tags",
                        person.tags().isEmpty() ? before.tags() : person.tags());
        };
        return after.equals(before)
                ? new UpsertedCustomer(before, Outcome.UNCHANGED)
                : new UpsertedCustomer(put(after), Outcome.UPDATED);
    }

    /** Imports rows. New customers get their ids in the order of their phones, the order of the import's locks. */
    ImportReport importAll(List<ImportRow> rows, @Nullable CommunicationPreference preference, ExistingCustomer mode) {
        List<Outcome> outcomes = rows.stream()
                .map(row -> row.person(preference))
                .filter(CustomerRules::isValid)
                .sorted(Comparator.comparing(Person::phone))
                .map(person -> upsert(person, mode).outcome())
                .toList();
        return new ImportReport(
                outcomes.stream().filter(Outcome.INSERTED::equals).count(),
                outcomes.stream().filter(Outcome.UPDATED::equals).count(),
                outcomes.stream().filter(Outcome.UNCHANGED::equals).count(),
                rows.size() - outcomes.size(),
                List.of());
    }

    @Nullable
    Object scoreRisk(UUID id, int score, int threshold) {
        Check.percent(score);
        Check.percent(threshold);
        RiskCategory category = score < 40 ? RiskCategory.LOW : score < 70 ? RiskCategory.MEDIUM : RiskCategory.HIGH;
        Customer before = get(id);
        put(Records.with(
                before,
                "riskScore",
                score,
                "riskCategory",
                before.riskCategory() == RiskCategory.BLOCKED ? RiskCategory.BLOCKED : category,
                "requiresDeposit",
                score >= threshold));
        return null;
    }

    @Nullable
    Object setRisk(UUID id, int score, RiskCategory category) {
        Check.percent(score);
        put(Records.with(get(id), "riskScore", score, "riskCategory", category, "requiresDeposit", score >= 70));
        return null;
    }

    @Nullable
    Object countNoShow(UUID id) {
        Customer before = get(id);
        put(Records.with(before, "noShowCount", before.noShowCount() + 1));
        return null;
    }

    Customer addTags(UUID id, List<String> tags) {
        return changeTags(id, tags, held -> {
            List<String> more = new ArrayList<>(held);
            new LinkedHashSet<>(tags)
                    .stream().filter(tag -> !held.contains(tag)).forEach(more::add);
            return more;
        });
    }

    Customer removeTags(UUID id, List<String> tags) {
        return changeTags(
                id,
                tags,
                held -> held.stream().filter(tag -> !tags.contains(tag)).toList());
    }

    private Customer changeTags(UUID id, List<String> given, UnaryOperator<List<String>> change) {
        Check.tags(given);
        Customer before = get(id);
        List<String> tags = change.apply(before.tags());
        return tags.equals(before.tags()) ? before : put(Records.with(before, "tags", tags));
    }

    Customer update(UUID id, Column column, @Nullable String text) {
        Check.that(column != Column.RISK_CATEGORY);
        Check.optional(text, column.longest());
        Check.that(column != Column.EMAIL || Check.isEmail(text));
        Customer before = get(id);
        Customer after = switch (column) {
            case PHONE -> Records.with(before, "phone", phone(before, text));
            case EMAIL -> Records.with(before, "email", text);
            case NAME -> Records.with(before, "name", text);
            case PAYMENT_STATUS ->
                Records.with(before, "paymentStatus", oneOf(text, PaymentStatus.values(), PaymentStatus::literal));
            case REVIEW_STATUS ->
                Records.with(before, "reviewStatus", oneOf(text, ReviewStatus.values(), ReviewStatus::literal));
            case COMMUNICATION_PREFERENCE ->
                Records.with(
                        before,
                        "communicationPreference",
                        oneOf(text, CommunicationPreference.values(), CommunicationPreference::literal));
            case RISK_CATEGORY -> throw Refusal.invalid();
        };
        return put(after);
    }

    private String phone(Customer before, @Nullable String phone) {
        if (phone == null) {
            throw Refusal.constraint(Kind.NOT_NULL);
        }
        if (!Check.isPhone(phone)) {
            throw Refusal.constraint(Kind.CHECK);
        }
        if (!phone.equals(before.phone()) && findByPhone(phone).isPresent()) {
            throw Refusal.constraint(Kind.UNIQUE);
        }
        return phone;
    }

    /** Returns the constant of a column with a closed list of words. */
    static <E> E oneOf(@Nullable String word, E[] all, Function<E, String> literal) {
        if (word == null) {
            throw Refusal.constraint(Kind.NOT_NULL);
        }
        for (E each : all) {
            if (literal.apply(each).equals(word)) {
                return each;
            }
        }
        throw Refusal.constraint(Kind.CHECK);
    }

    /** Writes the row with the update time, as every change of a customer does. */
    Customer put(Customer changed) {
        Customer touched = Records.with(changed, "updatedAt", model.now());
        model.tables().customers().put(touched.id(), touched);
        return touched;
    }

    private Customer insert(Person person) {
        CommunicationPreference preference = or(person.preference(), CommunicationPreference.SMS);
        Customer customer = new Customer(
                model.newId(),
                person.phone(),
                person.email(),
                person.name(),
                0,
                0,
                0,
                ZERO,
                ZERO,
                PaymentStatus.NO_HISTORY,
                0,
                ReviewStatus.NONE,
                null,
                preference,
                0,
                RiskCategory.LOW,
                false,
                model.now(),
                model.now(),
                person.tags(),
                0,
                0);
        return put(customer);
    }

    private static void check(Person person) {
        Check.phone(person.phone());
        Check.email(person.email());
        Check.optional(person.name(), 255);
        Check.tags(person.tags());
    }

    private static boolean isValid(Person person) {
        try {
            check(person);
            return true;
        } catch (Refusal refusal) {
            return false;
        }
    }

    private static boolean isMissing(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static <T extends @Nullable Object> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
