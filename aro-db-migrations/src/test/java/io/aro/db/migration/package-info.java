@NullMarked
package io.aro.db.migration;

import org.jspecify.annotations.NullMarked;
