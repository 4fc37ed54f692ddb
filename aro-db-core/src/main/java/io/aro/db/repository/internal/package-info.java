/** Statements shared by repositories; internal. */
@NullMarked
package io.aro.db.repository.internal;

import org.jspecify.annotations.NullMarked;
