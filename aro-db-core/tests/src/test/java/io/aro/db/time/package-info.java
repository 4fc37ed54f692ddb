@NullMarked
package io.aro.db.time;

import org.jspecify.annotations.NullMarked;
