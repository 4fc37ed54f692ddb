/** Hand-written JDBC, with statements prepared anew or kept. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.jdbc;

import org.jspecify.annotations.NullMarked;
