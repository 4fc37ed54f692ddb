@NullMarked
package io.aro.db.pooler;

import org.jspecify.annotations.NullMarked;
