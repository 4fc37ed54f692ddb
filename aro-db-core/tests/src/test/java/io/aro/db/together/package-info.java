/** Tests of all work at once, in several processes on one database. */
@NullMarked
package io.aro.db.together;

import org.jspecify.annotations.NullMarked;
