/** The base of all repositories, including repositories of host applications. */
@NullMarked
package io.aro.db.repository;

import org.jspecify.annotations.NullMarked;
