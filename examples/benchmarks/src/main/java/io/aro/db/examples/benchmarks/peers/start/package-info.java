/** Whole processes, from their start to the first answer of the database. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.start;

import org.jspecify.annotations.NullMarked;
