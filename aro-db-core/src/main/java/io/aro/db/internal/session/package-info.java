/**
 * Sessions and transactions on the connections of one database.
 *
 * <p>Includes a watch on each transaction through its driver, and joining of host transactions. Not API: may change
 * without notice.
 */
@NullMarked
package io.aro.db.internal.session;

import org.jspecify.annotations.NullMarked;
