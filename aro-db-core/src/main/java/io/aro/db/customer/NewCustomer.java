package io.aro.db.customer;

import io.aro.db.internal.binding.NewRow;
import io.aro.db.internal.value.EmailAddress;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a customer to create; immutable.
 *
 * @param phone the number in E.164 form
 * @param email the e-mail address, at most 254 characters with one {@code @} between a mailbox and a domain
 * @param name the name, at most 255 characters
 * @param communicationPreference the preferred channel; null if unknown, stored as {@code SMS} for a new customer
 * @param tags free words, each at most 255 characters
 */
public record NewCustomer(
        String phone,
        @Nullable String email,
        @Nullable String name,
        @Nullable CommunicationPreference communicationPreference,
        List<String> tags) {

    static final int LONGEST_NAME = 255;
    static final int LONGEST_TAG = 255;

    /**
     * Checks every value.
     *
     * @throws InvalidValueException if a value does not fit its column, or the e-mail address is malformed
     */
    public NewCustomer {
        phone = Values.phone("phone", phone);
        email = EmailAddress.optional("email", email);
        name = Values.optionalText("name", name, LONGEST_NAME);
        tags = Values.texts("tags", tags, LONGEST_TAG);
    }

    /**
     * Returns a customer with a phone only.
     *
     * @throws InvalidValueException if the phone is not in E.164 form
     */
    public static NewCustomer withPhone(String phone) {
        return new NewCustomer(phone, null, null, null, List.of());
    }

    /** Returns a copy with an e-mail address; null removes it. */
    public NewCustomer withEmail(@Nullable String address) {
        return new NewCustomer(phone, address, name, communicationPreference, tags);
    }

    /** Returns a copy with a name; null removes it. */
    public NewCustomer withName(@Nullable String fullName) {
        return new NewCustomer(phone, email, fullName, communicationPreference, tags);
    }

    /** Returns a copy with a preferred channel. */
    public NewCustomer withCommunicationPreference(CommunicationPreference channel) {
        return new NewCustomer(phone, email, name, Values.required("communication preference", channel), tags);
    }

    /** Returns a copy with these tags in place of the old tags. */
    public NewCustomer withTags(String... words) {
        List<String> given = Arrays.asList(Values.required("tags", words));
        return new NewCustomer(phone, email, name, communicationPreference, given);
    }

    /** Returns a row for an insert at the given time. */
    CustomersRecord toRow(UUID id, Instant now) {
        CustomersRecord row = NewRow.of(new CustomersRecord());
        row.setId(id);
        row.setPhone(phone());
        row.setEmail(email());
        row.setName(name());
        row.setCommunicationPreference(Objects.requireNonNullElse(communicationPreference, CommunicationPreference.SMS)
                .literal());
        row.setTags(tags());
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        return row;
    }
}
