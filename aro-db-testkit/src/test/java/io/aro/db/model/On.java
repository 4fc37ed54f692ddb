package io.aro.db.model;

import io.aro.db.testkit.Engine;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the engine that a property is checked on. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface On {

    Engine value();
}
