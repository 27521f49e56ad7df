/**
 * The door for plugins: what is registered by name, and what gan4j registers itself. Names that are
 * taken are refused, naming both plugins.
 */
@NullMarked
package io.gan4j.core.plugin;

import org.jspecify.annotations.NullMarked;
