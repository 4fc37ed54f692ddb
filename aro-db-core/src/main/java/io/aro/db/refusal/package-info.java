/** Exceptions for calls that aro-db itself refuses; each carries the ids that a caller needs. */
@NullMarked
package io.aro.db.refusal;

import org.jspecify.annotations.NullMarked;
