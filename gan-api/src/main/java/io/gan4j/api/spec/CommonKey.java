package io.gan4j.api.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a component whose keys stand beside common ones, those of the record around it: what a common
 * key is called and where it begins with this component. A term's weight, say, is common to all
 * terms: {@code r1} calls it {@code gamma}, and it is 10 if a run file says nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CommonKey {
  /** The parameter of the record around. */
  String parameter();

  /** Its key; empty if it is the parameter's name. */
  String key() default "";

  /** Its default, as it would stand in a run file; empty if a run file has to give it. */
  String standard() default "";

  /** Its meaning; empty if it is what the parameter says. */
  String doc() default "";
}
