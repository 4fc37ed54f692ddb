package io.aro.db.testkit.builder;

import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.hold.LegalHold;
import io.aro.db.hold.LegalHoldRepository;
import io.aro.db.repository.Session;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A builder of legal holds. */
public final class LegalHoldBuilder implements SessionRowBuilder<LegalHold> {

    private final @Nullable UUID customer;

    LegalHoldBuilder() {
        this(null);
    }

    private LegalHoldBuilder(@Nullable UUID customer) {
        this.customer = customer;
    }

    @Override
    public LegalHold insert(Session session) {
        UUID held = customer == null ? new CustomerBuilder().insert(session).id() : customer;
        return new LegalHoldRepository(session).create(held, "case 7", Actor.admin("counsel"));
    }

    /** Returns a builder of a hold on the customer's data. */
    public LegalHoldBuilder of(Customer held) {
        return new LegalHoldBuilder(held.id());
    }
}
