@NullMarked
package io.aro.db.surroundings;

import org.jspecify.annotations.NullMarked;
