package io.aro.db.testkit.builder;

import io.aro.db.consent.Consent;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.consent.Evidence;
import io.aro.db.consent.NewConsent;
import io.aro.db.contact.Channel;
import io.aro.db.customer.Customer;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A builder of given consents; immutable. */
public final class ConsentBuilder implements SessionRowBuilder<Consent> {

    private final Recipe<NewConsent, Consent> recipe;
    private final @Nullable Customer customer;

    ConsentBuilder() {
        this(Recipe.plain(), null);
    }

    private ConsentBuilder(Recipe<NewConsent, Consent> recipe, @Nullable Customer customer) {
        this.recipe = recipe;
        this.customer = customer;
    }

    /** Returns a new consent for a repository; without a customer it has a fresh phone number. */
    public NewConsent build() {
        return build(customer);
    }

    private NewConsent build(@Nullable Customer whose) {
        String phone = whose == null ? Sequence.phone() : whose.phone();
        NewConsent consent = NewConsent.toAll(phone, ConsentMethod.WEB_FORM)
                .withEvidence(Evidence.of("I agree to receive reminders.").withTextVersion("1"));
        return recipe.applyTo(whose == null ? consent : consent.withCustomerId(whose.id()));
    }

    @Override
    public Consent insert(Session session) {
        Customer whose = customer == null ? new CustomerBuilder().insert(session) : customer;
        return new ConsentRepository(session).append(build(whose));
    }

    /** Returns a builder with the customer. */
    public ConsentBuilder of(Customer whose) {
        return new ConsentBuilder(recipe, whose);
    }

    /** Returns a builder of consents to one channel. */
    public ConsentBuilder to(Channel channel) {
        return with(consent -> new NewConsent(
                consent.phone(),
                channel,
                consent.method(),
                consent.givenAt(),
                consent.customerId(),
                consent.evidence(),
                consent.recordedBy()));
    }

    /** Returns a builder of consents to SMS. */
    public ConsentBuilder toSms() {
        return to(Channel.SMS);
    }

    /** Returns a builder with the time of the consent. */
    public ConsentBuilder givenAt(Instant time) {
        return with(consent -> consent.withGivenAt(time));
    }

    private ConsentBuilder with(UnaryOperator<NewConsent> change) {
        return new ConsentBuilder(recipe.with(change), customer);
    }
}
