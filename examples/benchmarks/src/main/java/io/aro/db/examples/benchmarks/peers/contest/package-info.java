/** Contests between contenders: agreement on answers, rounds in turns, and their measurements. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.contest;

import org.jspecify.annotations.NullMarked;
