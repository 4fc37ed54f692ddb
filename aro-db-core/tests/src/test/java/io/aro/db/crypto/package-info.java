@NullMarked
package io.aro.db.crypto;

import org.jspecify.annotations.NullMarked;
