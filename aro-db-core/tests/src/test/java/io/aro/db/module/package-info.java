/** Services on the module path. */
@NullMarked
package io.aro.db.module;

import org.jspecify.annotations.NullMarked;
