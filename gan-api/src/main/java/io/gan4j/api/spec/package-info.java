/**
 * How a record says what it is: documentation, defaults, and checks of its values. At the bottom of
 * everything.
 */
@NullMarked
package io.gan4j.api.spec;

import org.jspecify.annotations.NullMarked;
