/** Tests of the package of the same name. */
@NullMarked
package io.aro.db.spring.web;

import org.jspecify.annotations.NullMarked;
