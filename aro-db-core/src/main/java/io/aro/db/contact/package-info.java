/**
 * Contact channels, shared by reminders and consents.
 */
@NullMarked
package io.aro.db.contact;

import org.jspecify.annotations.NullMarked;
