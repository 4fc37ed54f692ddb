/** Benchmarks of the library beside hand-written JDBC and its peers. */
@NullMarked
package io.aro.db.examples.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
