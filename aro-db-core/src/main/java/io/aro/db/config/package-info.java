/**
 * The business configuration of an installation: contact data, opening hours, rules and connected services.
 */
@NullMarked
package io.aro.db.config;

import org.jspecify.annotations.NullMarked;
