package io.gan4j.api.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a record: in a run file a list of its values in their order stands for it, and a single value
 * for all of them alike, so that {@code stride: [2, 1]} means {@code stride: {height: 2, width:
 * 1}}, and {@code stride: 2} means {@code stride: [2, 2]}. Values that have a default are left out
 * of the list and take it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ListForm {}
