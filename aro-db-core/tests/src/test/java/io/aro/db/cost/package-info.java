/** Deterministic limits on the work of each call: renderings, compilations and allocated memory. */
@NullMarked
package io.aro.db.cost;

import org.jspecify.annotations.NullMarked;
