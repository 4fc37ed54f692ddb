@NullMarked
package io.aro.db.privacy;

import org.jspecify.annotations.NullMarked;
