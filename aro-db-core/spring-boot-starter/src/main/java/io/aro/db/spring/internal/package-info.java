/** The queries of health and endpoint; not for services. */
@NullMarked
package io.aro.db.spring.internal;

import org.jspecify.annotations.NullMarked;
