/** Generators as beans of a Spring Boot application. */
@NullMarked
package io.gan4j.spring;

import org.jspecify.annotations.NullMarked;
