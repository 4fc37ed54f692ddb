/** Durable files, and file locks between processes. Not API: may change without notice. */
@NullMarked
package io.aro.db.internal.file;

import org.jspecify.annotations.NullMarked;
