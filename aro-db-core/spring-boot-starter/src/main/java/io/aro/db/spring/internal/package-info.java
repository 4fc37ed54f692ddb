/** Reads shared by health, meters and endpoint; not for services. */
@NullMarked
package io.aro.db.spring.internal;

import org.jspecify.annotations.NullMarked;
