/** The entry point of aro-db: opening a database and running transactions. */
@NullMarked
package io.aro.db;

import org.jspecify.annotations.NullMarked;
