/** Customers: identity, reliability, lifetime value, tags and imports. */
@NullMarked
package io.aro.db.customer;

import org.jspecify.annotations.NullMarked;
