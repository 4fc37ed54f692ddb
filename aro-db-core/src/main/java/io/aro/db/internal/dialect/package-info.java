/** The seam between the engines, and the settings that every statement runs with. Not API: may change without notice. */
@NullMarked
package io.aro.db.internal.dialect;

import org.jspecify.annotations.NullMarked;
