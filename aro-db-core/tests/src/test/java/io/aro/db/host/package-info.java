@NullMarked
package io.aro.db.host;

import org.jspecify.annotations.NullMarked;
