package io.aro.db.plan;

import static io.aro.db.plan.Call.finds;
import static io.aro.db.plan.Call.writes;

import io.aro.db.fixture.LargeTables;
import io.aro.db.ordering.DeliveryOrderRepository;
import java.util.stream.Stream;

/** The calls of {@link DeliveryOrderRepository}. */
final class OrderCalls {

    private static final String ORDER = DeliveryOrderRepository.class.getSimpleName();

    private OrderCalls() {}

    static Stream<Call> all() {
        return Stream.of(
                writes(
                        ORDER + ".acceptIfNewest(String, String, Instant)",
                        db -> db.useTransaction(
                                tx -> tx.deliveryOrder().acceptIfNewest("calendly", "evt-7", LargeTables.at(90_000)))),
                finds(
                        ORDER + ".find(String, String)",
                        "(pk|sqlite_autoindex)_delivery_subjects\\w*",
                        db -> db.useTransaction(tx -> tx.deliveryOrder().find("calendly", "evt-7"))));
    }
}
