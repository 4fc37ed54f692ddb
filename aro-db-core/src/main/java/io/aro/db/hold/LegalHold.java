package io.aro.db.hold;

import io.aro.db.event.Actor;
import java.time.Instant;
import java.util.UUID;

/**
 * An order to keep the data of a customer as they are.
 *
 * @param customerId the customer
 * @param reason why, such as the number of a case
 * @param actor who placed it
 * @param placedAt when
 */
public record LegalHold(UUID customerId, String reason, Actor actor, Instant placedAt) {}
