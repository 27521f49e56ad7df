package io.gan4j.api.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a kind of component: a bare number in a run file is short for this component with the number
 * as its only parameter, so that {@code learningRate: 2.0e-4} means {@code learningRate: {type:
 * constant, value: 2.0e-4}}. Where that parameter has a {@link ListForm}, so is a bare list.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ScalarForm {
  /**
   * The name of the component that a bare number stands for. It has exactly one parameter without a
   * default.
   */
  String value();
}
