@NullMarked
package io.aro.db.hold;

import org.jspecify.annotations.NullMarked;
