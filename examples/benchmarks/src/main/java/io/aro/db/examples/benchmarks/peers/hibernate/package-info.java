/** Hibernate ORM 7 with entities. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.hibernate;

import org.jspecify.annotations.NullMarked;
