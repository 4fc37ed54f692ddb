/** Durable files, and locks between processes. */
@NullMarked
package io.aro.db.internal.file;

import org.jspecify.annotations.NullMarked;
