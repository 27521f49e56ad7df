package io.gan4j.api.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One line for {@code gan list} and for error messages: what a component, or a component's
 * parameter, means.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Doc {
  /** The meaning, one sentence, with unit and range. */
  String value();

  /**
   * Where it comes from: authors, year, and the equation where there is one. Empty if it needs no
   * source.
   */
  String paper() default "";
}
