/** Exceptions for calls rejected by aro-db itself, with the ids of the rows in question. */
@NullMarked
package io.aro.db.refusal;

import org.jspecify.annotations.NullMarked;
