/**
 * By what people are reached; what reminders and consents have in common.
 */
@NullMarked
package io.aro.db.contact;

import org.jspecify.annotations.NullMarked;
