/** Private files and folders, readable only by their owner. */
@NullMarked
package io.aro.db.file.internal;

import org.jspecify.annotations.NullMarked;
