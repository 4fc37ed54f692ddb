/** Tests of the package of the same name. */
@NullMarked
package io.aro.db.spring.retention;

import org.jspecify.annotations.NullMarked;
