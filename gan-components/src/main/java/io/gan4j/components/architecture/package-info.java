/**
 * The ways to lay out the two players that come with gan4j. Each serves generators and
 * discriminators of any sample shape.
 */
@NullMarked
package io.gan4j.components.architecture;

import org.jspecify.annotations.NullMarked;
