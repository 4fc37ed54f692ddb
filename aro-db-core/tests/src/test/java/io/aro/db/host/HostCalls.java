package io.aro.db.host;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Given;
import io.aro.db.idempotency.IdempotencyKey;
import java.util.function.Consumer;

/** One call of each kind, each with its own row or key. */
final class HostCalls {

    private HostCalls() {}

    static Consumer<AroDatabase> ofKind(String kind, int number) {
        NewCustomer customer = NewCustomer.withPhone(Given.phone(number));
        IdempotencyKey key = IdempotencyKey.of("calendly", kind + number);
        return switch (kind) {
            case "read" -> db -> db.customers().findByPhone(customer.phone());
            case "write" -> db -> db.customers().create(customer);
            case "block" ->
                db -> db.useTransaction(
                        tx -> tx.savepoint(part -> part.customers().create(customer)));
            case "snapshot" -> db -> db.readOnly(tx -> tx.customers().findByPhone(customer.phone()));
            case "execute" ->
                db -> db.idempotency()
                        .execute(
                                key,
                                "{}",
                                String.class,
                                tx -> tx.customers().create(customer).phone());
            case "joining" ->
                db -> db.idempotency()
                        .withJoining(true)
                        .execute(
                                key,
                                "{}",
                                String.class,
                                tx -> tx.customers().create(customer).phone());
            case "own" -> db -> db.idempotency().executeLeased(key, "{}", String.class, lease -> "done");
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
