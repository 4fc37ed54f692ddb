/** The prepared connection of a migrator, and the lock against concurrent migrators. */
@NullMarked
package io.aro.db.migration.internal.session;

import org.jspecify.annotations.NullMarked;
