package io.aro.db.customer;

import io.aro.db.refusal.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An unchecked customer row of another system, for an import.
 *
 * <p>Surrounding white space is dropped; an empty value counts as absent.
 *
 * @param phone the number in E.164 form, or in local notation for an import with a parser
 * @param email the e-mail address
 * @param name the name
 * @param communicationPreference {@code sms}, {@code whatsapp} or {@code email}, in any case
 * @param tags words separated by commas or semicolons
 */
public record CustomerRow(
        @Nullable String phone,
        @Nullable String email,
        @Nullable String name,
        @Nullable String communicationPreference,
        @Nullable String tags) {

    private static final Pattern SEPARATOR = Pattern.compile("[,;]");

    /**
     * Returns the checked customer.
     *
     * @param phones converts the number to E.164 form
     * @throws InvalidValueException if a value does not fit its column
     */
    NewCustomer toNewCustomer(UnaryOperator<String> phones) {
        String phoneNumber = present(phone);
        if (phoneNumber == null) {
            throw new InvalidValueException("phone", "must be present");
        }
        String channel = present(communicationPreference);
        return new NewCustomer(
                phones.apply(phoneNumber),
                present(email),
                present(name),
                channel == null ? null : CommunicationPreference.of(channel.toLowerCase(Locale.ROOT)),
                words());
    }

    private List<String> words() {
        return tags == null
                ? List.of()
                : Arrays.stream(SEPARATOR.split(tags, -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
    }

    private static @Nullable String present(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
