/**
 * Games: players by name, what goes in and comes out of them, which fake is told from which real,
 * and what is paid.
 */
@NullMarked
package io.gan4j.api.game;

import org.jspecify.annotations.NullMarked;
