/** Processes of a benchmark, started from its own class path. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.process;

import org.jspecify.annotations.NullMarked;
