@NullMarked
package io.aro.db.retention;

import org.jspecify.annotations.NullMarked;
