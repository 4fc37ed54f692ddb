/** Generation of jOOQ classes and schema documentation from the SQLite migrations. */
@NullMarked
package io.aro.db.codegen;

import org.jspecify.annotations.NullMarked;
