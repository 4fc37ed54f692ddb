/** Configuration: the database to open, its time limits, and the transactions of a host application. */
@NullMarked
package io.aro.db.connection;

import org.jspecify.annotations.NullMarked;
