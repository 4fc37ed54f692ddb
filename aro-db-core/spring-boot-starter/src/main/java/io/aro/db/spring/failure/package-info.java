/** The answers to a start that fails: a description and an action. */
@NullMarked
package io.aro.db.spring.failure;

import org.jspecify.annotations.NullMarked;
