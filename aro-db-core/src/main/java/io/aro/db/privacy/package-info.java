/**
 * Privacy: everything that is kept about a customer, to show it and to forget it, by one inventory of all columns.
 */
@NullMarked
package io.aro.db.privacy;

import org.jspecify.annotations.NullMarked;
