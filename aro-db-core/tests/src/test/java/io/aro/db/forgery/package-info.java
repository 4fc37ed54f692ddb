@NullMarked
package io.aro.db.forgery;

import org.jspecify.annotations.NullMarked;
