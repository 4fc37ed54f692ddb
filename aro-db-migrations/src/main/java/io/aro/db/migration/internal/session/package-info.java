/** One connection to migrate on, prepared for its engine, and the lock that keeps two migrators apart. */
@NullMarked
package io.aro.db.migration.internal.session;

import org.jspecify.annotations.NullMarked;
