/**
 * The one door for extensions, and the built-ins come through it too: a plugin found by
 * ServiceLoader contributes components by name.
 */
@NullMarked
package io.gan4j.api.plugin;

import org.jspecify.annotations.NullMarked;
