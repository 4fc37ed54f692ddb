/** The library itself as a contender. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.library;

import org.jspecify.annotations.NullMarked;
