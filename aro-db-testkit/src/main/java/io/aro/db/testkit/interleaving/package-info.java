/**
 * Concurrent sessions that run in an order scripted by a test.
 *
 * <pre>{@code
 * try (Interleaving script = Interleaving.of(database)) {
 *     Player ada = script.player("Ada");
 *     Player ben = script.player("Ben");
 *     ada.begin();
 *     ada.run(tx -> tx.customers().updateRiskScore(id, 80));
 *     ben.begin();
 *     Step second = ben.start(tx -> tx.customers().updateRiskScore(id, 20));
 *     second.assertBlocked();
 *     ada.commit();
 *     second.assertDone();
 *     ben.commit();
 * }
 * }</pre>
 */
@NullMarked
package io.aro.db.testkit.interleaving;

import org.jspecify.annotations.NullMarked;
