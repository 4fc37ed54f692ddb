/** The seam between the engines, and the settings that every statement runs with. */
@NullMarked
package io.aro.db.internal.dialect;

import org.jspecify.annotations.NullMarked;
