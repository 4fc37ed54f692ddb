/** Opens an ARO database and runs transactions on it. */
@NullMarked
package io.aro.db;

import org.jspecify.annotations.NullMarked;
