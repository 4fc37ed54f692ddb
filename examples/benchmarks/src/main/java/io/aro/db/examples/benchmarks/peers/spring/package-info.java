/** Spring Data JDBC 4 with its template. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.spring;

import org.jspecify.annotations.NullMarked;
