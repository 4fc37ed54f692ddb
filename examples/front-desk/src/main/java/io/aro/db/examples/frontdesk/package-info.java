/** A service that books by webhooks and takes deposits; its tests show the tools of the testkit. */
@NullMarked
package io.aro.db.examples.frontdesk;

import org.jspecify.annotations.NullMarked;
