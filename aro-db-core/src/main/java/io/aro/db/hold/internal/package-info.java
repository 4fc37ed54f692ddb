/**
 * The lock between legal holds and destructive changes, and conditions that exclude rows under hold.
 */
@NullMarked
package io.aro.db.hold.internal;

import org.jspecify.annotations.NullMarked;
