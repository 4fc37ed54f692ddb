package io.aro.db.customer;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.Page;
import io.aro.db.repository.PageRequest;
import io.aro.db.testkit.BothEngines;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Searches of customers by tag, risk and beginning of the name. */
@BothEngines
class CustomerSearchTest {

    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private final CustomerRepository customers;

    CustomerSearchTest(AroDatabase db) {
        this.customers = db.customers();
    }

    @Test
    void findsCustomersByTagInPagesAndInAList() {
        List<Customer> tagged = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Customer customer = customers.create(
                    NewCustomer.withPhone(phone(i)).withTags(i % 2 == 0 ? "vip" : "VIP", "vip lounge", "all"));
            if (i % 2 == 0) {
                tagged.add(customer);
            }
        }

        assertThat(customers.findByTag("vip", 100)).isEqualTo(tagged);
        assertThat(customers.findByTag("vip", 3)).isEqualTo(tagged.subList(0, 3));
        assertThat(pages(request -> customers.findByTag("vip", request), PageRequest.of(5)))
                .isEqualTo(tagged);
        assertThat(customers.findByTag("all", 100)).hasSize(25);
        assertThat(customers.findByTag("none", 100)).isEmpty();
    }

    @Test
    void sortsAndNarrowsTheCustomersOfATagAsAsked() {
        customers.create(NewCustomer.withPhone(phone(1)).withName("b").withTags("vip"));
        customers.create(NewCustomer.withPhone(phone(2)).withName("c").withTags("vip"));
        customers.create(NewCustomer.withPhone(phone(3)).withName("a").withTags("vip"));
        customers.create(NewCustomer.withPhone(phone(4)).withName("d"));

        PageRequest request = PageRequest.of(1).where(CUSTOMERS.NAME.ne("b")).descending(CUSTOMERS.NAME);

        assertThat(pages(each -> customers.findByTag("vip", each), request))
                .extracting(Customer::name)
                .containsExactly("c", "a");
    }

    @Test
    void findsCustomersByRiskTheRiskiestFirst() {
        int[] scores = {10, 99, 50, 75, 75, 39, 75, 100, 70, 69};
        for (int i = 0; i < scores.length; i++) {
            Customer customer = customers.create(NewCustomer.withPhone(phone(i)));
            customers.updateRiskScore(customer.id(), scores[i]);
        }

        List<Customer> high = customers.findByRisk(RiskCategory.HIGH, 100);

        assertThat(high).extracting(Customer::riskScore).containsExactly(100, 99, 75, 75, 75, 70);
        assertThat(customers.findByRisk(RiskCategory.HIGH, 2)).isEqualTo(high.subList(0, 2));
        assertThat(pages(request -> customers.findByRisk(RiskCategory.HIGH, request), PageRequest.of(2)))
                .isEqualTo(high);
        assertThat(customers.findByRisk(RiskCategory.MEDIUM, 100))
                .extracting(Customer::riskScore)
                .containsExactly(69, 50);
        assertThat(customers.findByRisk(RiskCategory.BLOCKED, 100)).isEmpty();
    }

    @Test
    void findsNamesByTheirBeginningInEitherCase() {
        named(
                "Ada",
                "adam",
                "ADELE",
                "Ad",
                "a d",
                "Bea",
                "ÄDA",
                null,
                "",
                "ad" + LAST_CHARACTER,
                "ae",
                "Ad%",
                "Ad_x",
                "Zoë");

        assertFound("ad", "Ad", "Ad%", "Ad_x", "Ada", "adam", "ADELE", "ad" + LAST_CHARACTER);
        assertFound("AD", "Ad", "Ad%", "Ad_x", "Ada", "adam", "ADELE", "ad" + LAST_CHARACTER);
        assertFound("ada", "Ada", "adam");
        assertFound("adelexx");
        assertFound("zoë", "Zoë");
        assertFound("ZOË");
    }

    @Test
    void takesWildcardsForWhatTheyAre() {
        named("100% Dental", "1000 Smiles", "a_b", "axb", "a\\b", "[a]", "*", "'quoted'");

        assertFound("100%", "100% Dental");
        assertFound("a_", "a_b");
        assertFound("a\\", "a\\b");
        assertFound("[", "[a]");
        assertFound("*", "*");
        assertFound("'", "'quoted'");
    }

    @Test
    void findsNamesAtTheEndsOfTheOrderOfCharacters() {
        named("\uD7FFa", "\uE000", "😀", LAST_CHARACTER, LAST_CHARACTER + "a", "z", "\uFFFF");

        assertFound("\uD7FF", "\uD7FFa");
        assertFound("\uFFFF", "\uFFFF");
        assertFound(LAST_CHARACTER, LAST_CHARACTER, LAST_CHARACTER + "a");
        assertFound("😀", "😀");
    }

    @Test
    void sortsNamesThatDifferInCaseOnlyById() {
        named("ada", "ADA", "Ada", "aDa");

        assertFound("ADA", "ada", "ADA", "Ada", "aDa");
    }

    @Test
    void refusesWhatNoTagAndNoNameCanBe() {
        for (String bad : List.of("", " ", "x".repeat(256), "a\0")) {
            refuses(() -> customers.findByTag(bad, 1));
            refuses(() -> customers.findByTag(bad, PageRequest.of(1)));
            refuses(() -> customers.findByNamePrefix(bad, 1));
            refuses(() -> customers.findByNamePrefix(bad, PageRequest.of(1)));
        }
        refuses(() -> customers.findByTag("vip", 0));
        refuses(() -> customers.findByRisk(RiskCategory.LOW, 0));
        refuses(() -> customers.findByNamePrefix("a", -1));
        assertThat(customers.findByTag("x".repeat(255), 1)).isEmpty();
        assertThat(customers.findByNamePrefix("é".repeat(255), 1)).isEmpty();
    }

    private void named(@Nullable String... names) {
        IntStream.range(0, names.length)
                .forEach(i -> customers.create(NewCustomer.withPhone(phone(i)).withName(names[i])));
        assertThat(customers.count(noCondition())).isEqualTo(names.length);
    }

    private void assertFound(String prefix, String... names) {
        assertThat(customers.findByNamePrefix(prefix, 100))
                .extracting(Customer::name)
                .containsExactly(names);
        assertThat(pages(request -> customers.findByNamePrefix(prefix, request), PageRequest.of(2)))
                .extracting(Customer::name)
                .containsExactly(names);
    }

    private static void refuses(Runnable search) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(search::run);
    }

    private static List<Customer> pages(Function<PageRequest, Page<Customer>> search, PageRequest request) {
        List<Customer> found = new ArrayList<>();
        Page<Customer> page = search.apply(request);
        found.addAll(page.items());
        while (page.hasNext()) {
            page = search.apply(request.withCursor(page.next()));
            found.addAll(page.items());
        }
        return found;
    }
}
