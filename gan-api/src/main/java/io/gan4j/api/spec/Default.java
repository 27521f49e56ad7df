package io.gan4j.api.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The default of a record component, in YAML: {@code @Default("0.5")}, {@code @Default("[256,
 * 512]")}, {@code @Default("relu")}. The only place where a default is written. A component with
 * neither this annotation nor {@code @Nullable} must be given by the run file.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Default {
  /** The value as it would stand in a run file. */
  String value();
}
