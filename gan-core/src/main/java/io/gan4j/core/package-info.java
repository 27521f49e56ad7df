/**
 * The training loop and everything built in that needs no tensor library: losses, architectures,
 * presets, run files. It sees gan4j's vocabulary and never a provider or a dataset's format.
 */
@NullMarked
package io.gan4j.core;

import org.jspecify.annotations.NullMarked;
