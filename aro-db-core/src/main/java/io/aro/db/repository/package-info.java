/**
 * The base of every repository, here and in services that have tables of their own.
 */
@NullMarked
package io.aro.db.repository;

import org.jspecify.annotations.NullMarked;
