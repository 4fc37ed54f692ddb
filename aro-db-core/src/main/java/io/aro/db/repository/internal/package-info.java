/**
 * Statements that repositories share and no user names.
 */
@NullMarked
package io.aro.db.repository.internal;

import org.jspecify.annotations.NullMarked;
