package io.aro.db.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.refusal.InvalidValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewCustomerTest {

    private static final NewCustomer ADA = NewCustomer.withPhone("+15551234567");

    @Test
    void hasNoChannelUnlessToldOne() {
        assertThat(ADA).isEqualTo(new NewCustomer("+15551234567", null, null, null, List.of()));
    }

    @Test
    void keepsWhatItIsTold() {
        NewCustomer full = ADA.withEmail("ada@example.org")
                .withName("Ada")
                .withCommunicationPreference(CommunicationPreference.EMAIL)
                .withTags("vip", "late");

        assertThat(full)
                .isEqualTo(new NewCustomer(
                        "+15551234567",
                        "ada@example.org",
                        "Ada",
                        CommunicationPreference.EMAIL,
                        List.of("vip", "late")));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "5551234567", "+0555", "+1555123456789012", "+1 555", "+1555\0"})
    void refusesPhoneThatIsNotE164(String phone) {
        refuses("phone", () -> NewCustomer.withPhone(phone));
    }

    static Stream<UnaryOperator<String>> texts() {
        return Stream.of(
                text -> ADA.withName(text).name(),
                text -> ADA.withTags(text).tags().getFirst());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void takes255CharactersOfTextAndNoMore(UnaryOperator<String> field) {
        assertThat(field.apply("é".repeat(255))).hasSize(255);
        assertThatThrownBy(() -> field.apply("é".repeat(256)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageEndingWith(" must be at most 255 characters long.");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void refusesWhatIsNoUnicodeText(UnaryOperator<String> field) {
        assertThatThrownBy(() -> field.apply("a\0b")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> field.apply("\uD834")).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @NullSource
    void refusesToHaveNoTagsOrChannelAtAll(Object nothing) {
        refuses("tags", () -> ADA.withTags((String[]) nothing));
        refuses("tags", () -> ADA.withTags("vip", (String) nothing));
        refuses("communication preference", () -> ADA.withCommunicationPreference((CommunicationPreference) nothing));
    }

    @Test
    void keepsTagsAsTheyWereGiven() {
        List<String> tags = new ArrayList<>(Arrays.asList("vip"));

        NewCustomer ada = new NewCustomer("+15551234567", null, null, CommunicationPreference.SMS, tags);
        tags.add("late");

        assertThat(ada.tags()).containsExactly("vip").isUnmodifiable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sms", "fax"})
    void refusesUnknownWordsOfTheDatabase(String word) {
        refuses("communication preference", () -> CommunicationPreference.of(word));
        refuses("payment status", () -> PaymentStatus.of(word));
        refuses("review status", () -> ReviewStatus.of(word));
        refuses("risk category", () -> RiskCategory.of(word));
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("The value of " + field + " must be ");
    }
}
