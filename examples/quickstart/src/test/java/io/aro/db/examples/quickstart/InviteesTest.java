package io.aro.db.examples.quickstart;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.CommunicationPreference;
import io.aro.db.customer.Customer;
import io.aro.db.phone.PhoneParser;
import io.aro.db.repository.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bookings with phones in the forms of Calendly and its users. */
class InviteesTest {

    private static final String ASKED = "[{\"question\": \"Phone number\", \"answer\": \"%s\", \"position\": 0}]";

    private final AroDatabase db = AroDatabase.inMemory();
    private final WebhookHandler handler = new WebhookHandler(db, PhoneParser.ofRegion("US"));
    private final JsonMapper mapper = JsonMapper.shared();

    @AfterEach
    void close() {
        db.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            the place of an outbound call   | null | [] | {"type":"outbound_call","location":"+1 202-555-0113"}
            an earlier question mentions it | null | [{"question":"Phone or video?","answer":"Phone"},{"question":"Phone number","answer":"+1 202-555-0113"}] | null
            an empty reminder number        | "" | [{"question":"Phone number","answer":"+1 202-555-0113"}] | null
            a question without an answer    | "+12025550113" | [{"question":"Anything else?","answer":null}] | null
            dots between the digits         | "+1.202.555.0113" | [] | null
            blanks that do not break        | "+1\\u00a0202\\u2011555\\u20110113" | [] | null
            marks of direction              | "\\u202a+12025550113\\u202c" | [] | null
            a number of the region          | "(202) 555-0113" | [] | null
            digits of another script        | "+١٢٠٢٥٥٥٠١١٣" | [] | null
            """)
    void booksByThePhoneWhereverAndHoweverItIsWritten(String name, String reminder, String answers, String location)
            throws IOException {
        Handled handled = handle("someone@example.com", reminder, answers, location);

        assertThat(handled).hasToString("booked");
        assertThat(onlyCustomer().phone()).isEqualTo("+12025550113");
    }

    @Test
    void booksByTheAddressWhereNoPhoneIsAskedFor() throws IOException {
        Handled handled = handle("someone@example.com", "null", "[]", "null");

        assertThat(handled).hasToString("booked");
        Customer customer = onlyCustomer();
        assertThat(customer.phone()).startsWith("+999").hasSize(16);
        assertThat(customer.email()).isEqualTo("someone@example.com");
        assertThat(customer.communicationPreference()).isEqualTo(CommunicationPreference.EMAIL);
    }

    @Test
    void findsTheCustomerWithoutAPhoneByTheAddressAgain() throws IOException {
        handle("someone@example.com", "null", "[]", "null");

        handle("Someone@Example.com", "null", String.format(Locale.ROOT, ASKED, "none"), "null");
        handle("other@example.com", "null", "[]", "null");

        assertThat(db.customers().findAll(noCondition()))
                .extracting(Customer::email)
                .containsExactlyInAnyOrder("someone@example.com", "other@example.com");
        assertThat(db.appointments().count(noCondition())).isEqualTo(3);
    }

    @Test
    void takesAnotherNumberWhereTheFirstOneBelongsToSomebodyElse() throws IOException {
        handle("someone@example.com", "null", "[]", "null");
        Customer other = onlyCustomer();
        db.customers().update(other.id(), Changes.set(CUSTOMERS.EMAIL, "other@example.com"));

        handle("someone@example.com", "null", "[]", "null");

        assertThat(db.customers().findAll(noCondition()))
                .extracting(Customer::email)
                .containsExactlyInAnyOrder("other@example.com", "someone@example.com");
    }

    @Test
    void saysThatItHasPassedOverANumberAndNotWhichOne() throws IOException {
        Handled handled = handle(
                "someone@example.com", "\"555-0199\"", String.format(Locale.ROOT, ASKED, "202 555 0113"), "null");

        assertThat(handled)
                .hasToString("booked: a number was passed over, which must have as many digits as phone numbers of its"
                        + " country, by default US");
        assertThat(onlyCustomer().phone()).isEqualTo("+12025550113");
    }

    @ParameterizedTest
    @CsvSource({
        "Which phone do you want repaired?, iPhone 13",
        "Which phone do you want repaired?, 13 Pro Max",
        "How many phones do you want repaired?, 2",
        "Phone or video?, 'Video, after 5pm'",
        "When may we phone you?, 9-17"
    })
    void booksByTheAddressWhereAnAnswerAboutPhonesIsNoNumber(String question, String answer) throws IOException {
        String answers = String.format(Locale.ROOT, "[{\"question\": \"%s\", \"answer\": \"%s\"}]", question, answer);

        Handled handled = handle("someone@example.com", "null", answers, "null");

        assertThat(handled.toString()).startsWith("booked: a number was passed over, which must ");
        assertThat(onlyCustomer())
                .returns("someone@example.com", Customer::email)
                .returns(CommunicationPreference.EMAIL, Customer::communicationPreference);
        assertThat(db.appointments().count(noCondition())).isOne();
    }

    @Test
    void booksByTheNumberBesideAnAnswerThatIsNone() throws IOException {
        Handled handled = handle("someone@example.com", "null", """
                [{"question": "Which phone do you want repaired?", "answer": "iPhone 13"},
                 {"question": "Phone number", "answer": "202 555 0113"}]
                """, "null");

        assertThat(handled.toString()).startsWith("booked: a number was passed over, which must ");
        assertThat(onlyCustomer().phone()).isEqualTo("+12025550113");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a reminder number         | "call 5"  | [] | null
            the place of a call       | null      | [] | {"type":"outbound_call","location":"12 Main St"}
            an answer of digits       | null      | [{"question":"Phone number","answer":"(555) 01-99"}] | null
            an answer with a label    | null      | [{"question":"Phone number","answer":"Tel.: 555-0199"}] | null
            digits of another script  | null      | [{"question":"Phone number","answer":"٥٥٥٠١٩٩"}] | null
            an extension              | null      | [{"question":"Phone number","answer":"202-555-0113 ext. 7"}] | null
            """)
    void setsAsideADeliveryWhoseNumberCannotBeRead(String name, String reminder, String answers, String location)
            throws IOException {
        Handled handled = handle("someone@example.com", reminder, answers, location);

        assertThat(handled.toString()).startsWith("malformed: The value of phone must ");
        assertThat(db.customers().count(noCondition())).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "+999 123 456 789, must be a phone number that begins with the code of a country",
        "'202 555 0113, evenings', 'must be one phone number in digits, without letters, notes or an extension'"
    })
    void setsAsideADeliveryWhoseOnlyNumberCannotBeReadAndSaysWhy(String number, String rule) throws IOException {
        Handled handled = handle("someone@example.com", "null", String.format(Locale.ROOT, ASKED, number), "null");

        assertThat(handled).hasToString("malformed: The value of phone " + rule + ".");
        assertThat(db.customers().count(noCondition())).isZero();
    }

    /** Delivers a new booking: the first of the folder with the given JSON in its place. */
    private Handled handle(String email, String reminder, String answers, String location) throws IOException {
        ObjectNode body =
                (ObjectNode) mapper.readTree(Files.readAllBytes(Path.of("webhooks/001-invitee-created-ada.json")));
        ObjectNode payload = (ObjectNode) body.get("payload");
        ObjectNode event = (ObjectNode) payload.get("scheduled_event");
        long number = db.appointments().count(noCondition());
        payload.put("uri", payload.get("uri").asString() + number);
        event.put("uri", event.get("uri").asString() + number);
        payload.put("email", email);
        payload.set("text_reminder_number", mapper.readTree(reminder));
        payload.set("questions_and_answers", mapper.readTree(answers));
        event.set("location", mapper.readTree(location));
        return handler.handle(mapper.writeValueAsBytes(body));
    }

    private Customer onlyCustomer() {
        List<Customer> all = db.customers().findAll(noCondition());
        assertThat(all).hasSize(1);
        return all.getFirst();
    }
}
