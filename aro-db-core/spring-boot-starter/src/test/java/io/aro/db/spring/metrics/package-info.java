/** Tests of the meters. */
@NullMarked
package io.aro.db.spring.metrics;

import org.jspecify.annotations.NullMarked;
