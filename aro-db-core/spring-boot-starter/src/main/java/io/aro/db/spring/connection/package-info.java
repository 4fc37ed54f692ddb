/** The database of a service: its pool, its transactions, its options. */
@NullMarked
package io.aro.db.spring.connection;

import org.jspecify.annotations.NullMarked;
