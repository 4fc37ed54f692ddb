/** Names of tables and types in SQL texts. Not API: may change without notice. */
@NullMarked
package io.aro.db.internal.naming;

import org.jspecify.annotations.NullMarked;
