/**
 * The lock of a phone's consents, shared by consents and erasures.
 */
@NullMarked
package io.aro.db.consent.internal;

import org.jspecify.annotations.NullMarked;
