package io.aro.db.hold;

import io.aro.db.event.Actor;
import java.time.Instant;
import java.util.UUID;

/**
 * An order to preserve the data of a customer; immutable.
 *
 * @param customerId the customer under hold
 * @param reason the reason, such as a case number
 * @param actor the actor of the order
 * @param placedAt the time of the order
 */
public record LegalHold(UUID customerId, String reason, Actor actor, Instant placedAt) {}
