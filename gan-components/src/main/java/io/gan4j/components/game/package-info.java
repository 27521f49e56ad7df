/** Games: who plays, and what they are connected to. */
@NullMarked
package io.gan4j.components.game;

import org.jspecify.annotations.NullMarked;
