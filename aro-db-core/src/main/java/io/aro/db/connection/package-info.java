/** The configuration of a database: which one to open, how long to wait, and the transactions of an application. */
@NullMarked
package io.aro.db.connection;

import org.jspecify.annotations.NullMarked;
