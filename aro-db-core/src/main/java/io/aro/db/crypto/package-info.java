/**
 * Authenticated encryption of fields, archives and backups; each sealed value is bound to its address.
 */
@NullMarked
package io.aro.db.crypto;

import org.jspecify.annotations.NullMarked;
