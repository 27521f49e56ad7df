/**
 * The initial weights that come with gan4j. Each is a pure function of seed, parameter and element,
 * the same on every device.
 */
@NullMarked
package io.gan4j.components.initializer;

import org.jspecify.annotations.NullMarked;
