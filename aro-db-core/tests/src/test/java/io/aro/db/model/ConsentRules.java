package io.aro.db.model;

import io.aro.db.consent.Consent;
import io.aro.db.consent.Evidence;
import io.aro.db.contact.Channel;
import io.aro.db.customer.Customer;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.model.ConsentCall.GiveConsent;
import io.aro.db.model.ConsentCall.OptOut;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The model's rules of consents. */
final class ConsentRules {

    private final Model model;

    ConsentRules(Model model) {
        this.model = model;
    }

    Consent give(GiveConsent call, @Nullable UUID customer) {
        Check.phone(call.phone());
        check(call.words(), call.who());
        Check.that(call.ipAddress() == null || call.ipAddress().matches("203\\.0\\.113\\.7|2001:db8::7"));
        Instant at = Check.past(call.at(), model.now());
        Consent given = put(new Consent(
                model.newId(),
                ownerOf(call.phone(), customer),
                call.phone(),
                call.channel(),
                true,
                at,
                call.method(),
                null,
                Evidence.none().withText(call.words()).withIpAddress(call.ipAddress()),
                recordedAt(call.phone())));
        tell(
                "consent.given",
                given,
                call.who(),
                at,
                Map.of("method", call.method().literal()));
        return given;
    }

    Consent revoke(OptOut call, @Nullable UUID customer) {
        Check.phone(call.phone());
        check(call.words(), call.who());
        Instant at = Check.past(call.at(), model.now());
        Consent revoked = put(new Consent(
                model.newId(),
                ownerOf(call.phone(), customer),
                call.phone(),
                call.channel(),
                false,
                null,
                null,
                at,
                Evidence.none().withText(call.words()),
                recordedAt(call.phone())));
        tell("consent.revoked", revoked, call.who(), at, Map.of());
        return revoked;
    }

    /** Returns the decision of the last recorded entry; for a past time, of the last entry dated until then. */
    boolean mayContact(String phone, Channel channel, @Nullable Instant at) {
        Check.phone(phone);
        Instant time = at == null ? Instant.MAX : Check.time(at);
        return about(phone, channel)
                .filter(consent -> !effective(consent).isAfter(time))
                .max(Comparator.comparing(Consent::createdAt))
                .map(Consent::given)
                .orElse(false);
    }

    private Stream<Consent> about(String phone, Channel channel) {
        return model.tables().consents().values().stream()
                .filter(consent -> consent.phone().equals(phone))
                .filter(consent -> consent.channel() == null || consent.channel() == channel);
    }

    private static Instant effective(Consent consent) {
        return Objects.requireNonNull(consent.given() ? consent.consentDate() : consent.optOutDate());
    }

    /** Returns a time later than every row of the phone, by a step within the precision of both engines. */
    private Instant recordedAt(String phone) {
        return model.tables().consents().values().stream()
                .filter(consent -> consent.phone().equals(phone))
                .map(consent -> consent.createdAt().plusNanos(1_500_000).truncatedTo(ChronoUnit.MILLIS))
                .filter(model.now()::isBefore)
                .max(Comparator.naturalOrder())
                .orElseGet(model::now);
    }

    private @Nullable UUID ownerOf(String phone, @Nullable UUID customer) {
        if (customer == null) {
            return model.customers().findByPhone(phone).map(Customer::id).orElse(null);
        }
        if (model.customers().find(customer).isEmpty()) {
            throw Refusal.constraint(Kind.FOREIGN_KEY);
        }
        return customer;
    }

    private Consent put(Consent consent) {
        model.tables().consents().put(consent.id(), consent);
        return consent;
    }

    private void tell(String type, Consent about, Who who, Instant at, Map<String, String> more) {
        Map<String, Object> facts = new HashMap<>(more);
        facts.put("channel", about.channel() == null ? "all" : about.channel().literal());
        if (about.customerId() != null) {
            facts.put("customer_id", about.customerId());
        }
        model.events().tell(type, "consent", about.id(), who.actor(), at, facts);
    }

    private static void check(@Nullable String words, Who who) {
        Check.optional(words, 2000);
        who.checked();
    }
}
