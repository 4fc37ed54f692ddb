@NullMarked
package io.aro.db.roles;

import org.jspecify.annotations.NullMarked;
