/** The steps of a retention run, and the transfer of rows into the archive and back. */
@NullMarked
package io.aro.db.retention.internal;

import org.jspecify.annotations.NullMarked;
