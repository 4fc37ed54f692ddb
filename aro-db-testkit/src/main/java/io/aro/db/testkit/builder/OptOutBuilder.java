package io.aro.db.testkit.builder;

import io.aro.db.consent.Consent;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.consent.Evidence;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.customer.Customer;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A builder of opt-outs; immutable. */
public final class OptOutBuilder implements SessionRowBuilder<Consent> {

    private final Recipe<NewOptOut, Consent> recipe;
    private final @Nullable Customer customer;

    OptOutBuilder() {
        this(Recipe.plain(), null);
    }

    private OptOutBuilder(Recipe<NewOptOut, Consent> recipe, @Nullable Customer customer) {
        this.recipe = recipe;
        this.customer = customer;
    }

    /** Returns a new opt-out for a repository; without a customer it has a fresh phone number. */
    public NewOptOut build() {
        return build(customer);
    }

    private NewOptOut build(@Nullable Customer whose) {
        String phone = whose == null ? Sequence.phone() : whose.phone();
        NewOptOut optOut = NewOptOut.fromAll(phone).withEvidence(Evidence.of("STOP"));
        return recipe.applyTo(whose == null ? optOut : optOut.withCustomerId(whose.id()));
    }

    @Override
    public Consent insert(Session session) {
        Customer whose = customer == null ? new CustomerBuilder().insert(session) : customer;
        return new ConsentRepository(session).append(build(whose));
    }

    /** Returns a builder with the customer. */
    public OptOutBuilder of(Customer whose) {
        return new OptOutBuilder(recipe, whose);
    }

    /** Returns a builder of opt-outs from one channel. */
    public OptOutBuilder from(Channel channel) {
        return with(optOut -> new NewOptOut(
                optOut.phone(),
                channel,
                optOut.optedOutAt(),
                optOut.customerId(),
                optOut.evidence(),
                optOut.recordedBy()));
    }

    /** Returns a builder of opt-outs from SMS. */
    public OptOutBuilder fromSms() {
        return from(Channel.SMS);
    }

    /** Returns a builder with the time of the opt-out. */
    public OptOutBuilder saidAt(Instant time) {
        return with(optOut -> optOut.withOptedOutAt(time));
    }

    private OptOutBuilder with(UnaryOperator<NewOptOut> change) {
        return new OptOutBuilder(recipe.with(change), customer);
    }
}
