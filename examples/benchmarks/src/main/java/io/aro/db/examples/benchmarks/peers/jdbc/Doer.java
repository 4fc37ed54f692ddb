package io.aro.db.examples.benchmarks.peers.jdbc;

import io.aro.db.examples.benchmarks.peers.contender.NewBooking;

/**
 * The originator of a change.
 *
 * @param kind the kind of actor
 * @param id its id
 */
record Doer(String kind, String id) {

    static final Doer SYSTEM = new Doer("system", NewBooking.ACTOR_ID);
}
