/** Tests of what the built-in games draw and pay. Their contract is tested with an engine. */
@NullMarked
package io.gan4j.components.game;

import org.jspecify.annotations.NullMarked;
