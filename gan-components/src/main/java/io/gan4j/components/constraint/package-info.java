/**
 * The constraints on weights that come with gan4j, applied after every update of their player. A
 * run file lists them under {@code constraints}.
 */
@NullMarked
package io.gan4j.components.constraint;

import org.jspecify.annotations.NullMarked;
