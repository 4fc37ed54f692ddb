/** Tests of the service. */
@NullMarked
package io.aro.db.examples.spring;

import org.jspecify.annotations.NullMarked;
