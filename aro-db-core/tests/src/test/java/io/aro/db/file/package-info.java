@NullMarked
package io.aro.db.file;

import org.jspecify.annotations.NullMarked;
