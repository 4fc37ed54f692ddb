/**
 * The configuration of the one business that an installation serves: who it is, when it is open, by which rules it works
 * and which services it is connected to.
 */
@NullMarked
package io.aro.db.config;

import org.jspecify.annotations.NullMarked;
