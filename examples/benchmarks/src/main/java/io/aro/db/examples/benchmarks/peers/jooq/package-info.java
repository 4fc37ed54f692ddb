/** Plain jOOQ on the generated tables. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.jooq;

import org.jspecify.annotations.NullMarked;
