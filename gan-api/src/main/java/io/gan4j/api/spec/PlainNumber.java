package io.gan4j.api.spec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a parameter that takes a number or something that moves: the number is written as a number, as
 * {@link ScalarForm} reads it. For what could only be a number in earlier versions, which then
 * still read what is written.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface PlainNumber {}
