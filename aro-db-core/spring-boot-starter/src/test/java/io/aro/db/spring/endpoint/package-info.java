/** Tests of the package of the same name. */
@NullMarked
package io.aro.db.spring.endpoint;

import org.jspecify.annotations.NullMarked;
