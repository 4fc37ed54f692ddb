/**
 * Sessions and transactions on the connections of one database.
 *
 * <p>It watches each transaction by its driver, and takes part in the transactions of an application.
 */
@NullMarked
package io.aro.db.internal.session;

import org.jspecify.annotations.NullMarked;
