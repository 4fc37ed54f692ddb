/**
 * Customers: who books, how reliable they are and what they are worth.
 */
@NullMarked
package io.aro.db.customer;

import org.jspecify.annotations.NullMarked;
