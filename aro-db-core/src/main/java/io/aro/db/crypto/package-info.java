/**
 * Sealed fields and files: values that the database holds encrypted, and files of archives and backups, each bound to the
 * place it stands in.
 */
@NullMarked
package io.aro.db.crypto;

import org.jspecify.annotations.NullMarked;
