package io.aro.db.customer;

import io.aro.db.refusal.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A customer of another system, to be checked by an import.
 *
 * <p>White space around a value is dropped, and an empty value is none.
 *
 * @param phone the number in E.164 form, or as people write it where the import has a parser
 * @param email the address
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
     * Returns the customer that the row describes.
     *
     * @param phones reads the number into E.164 form
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
