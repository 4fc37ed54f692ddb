/** Databases of a known size, with pools that aro-db does not manage. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.database;

import org.jspecify.annotations.NullMarked;
