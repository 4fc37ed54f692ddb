/** Jdbi 3 with its fluent API. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.jdbi;

import org.jspecify.annotations.NullMarked;
