/** Files and folders that only their owner may read. */
@NullMarked
package io.aro.db.file.internal;

import org.jspecify.annotations.NullMarked;
