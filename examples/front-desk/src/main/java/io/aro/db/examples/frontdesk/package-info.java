/** A service that books by webhooks and takes deposits; its tests show what the testkit is for. */
@NullMarked
package io.aro.db.examples.frontdesk;

import org.jspecify.annotations.NullMarked;
