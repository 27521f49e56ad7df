package io.gan4j.api.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keys that a parameter had in earlier versions. Run files and checkpoints that use one are read as
 * if they used the parameter's name; nothing writes it any more.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Retired {
  String[] value();
}
