/** A small service on Spring Boot: takes Calendly's webhooks, and lists the appointments of a day. */
@NullMarked
package io.aro.db.examples.spring;

import org.jspecify.annotations.NullMarked;
