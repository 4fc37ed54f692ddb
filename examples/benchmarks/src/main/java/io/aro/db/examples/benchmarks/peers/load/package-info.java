/** Deliveries of many threads, from a cold start on. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.load;

import org.jspecify.annotations.NullMarked;
