/** Gives tests a migrated database of their own, and assertions about it. */
@NullMarked
package io.aro.db.testkit;

import org.jspecify.annotations.NullMarked;
