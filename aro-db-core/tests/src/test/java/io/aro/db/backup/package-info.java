@NullMarked
package io.aro.db.backup;

import org.jspecify.annotations.NullMarked;
