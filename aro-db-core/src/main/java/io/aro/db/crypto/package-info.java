/**
 * Encryption of single fields, archives and backups, each bound to its address.
 */
@NullMarked
package io.aro.db.crypto;

import org.jspecify.annotations.NullMarked;
