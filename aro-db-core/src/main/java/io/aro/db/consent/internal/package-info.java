/** The lock on a phone's consents, shared by consents and erasures; internal. */
@NullMarked
package io.aro.db.consent.internal;

import org.jspecify.annotations.NullMarked;
