package io.aro.db.testkit.builder;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.privacy.ErasureReport;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A builder of erasures: each insert erases a customer. */
public final class ErasureBuilder implements RowBuilder<ErasureReport> {

    private final @Nullable UUID customer;

    ErasureBuilder() {
        this(null);
    }

    private ErasureBuilder(@Nullable UUID customer) {
        this.customer = customer;
    }

    @Override
    public ErasureReport insert(AroDatabase db) {
        UUID erased = customer == null ? new CustomerBuilder().insert(db).id() : customer;
        return db.privacy().erase(erased, Actor.admin("privacy-desk"));
    }

    /** Returns a builder with the customer. */
    public ErasureBuilder of(Customer person) {
        return new ErasureBuilder(person.id());
    }
}
