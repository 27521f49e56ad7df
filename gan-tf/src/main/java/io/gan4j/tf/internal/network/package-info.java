/**
 * Compiles networks from their layers, for training, for inference and for export alike. Where the
 * weights come from and where statistics go is up to the caller.
 */
@NullMarked
package io.gan4j.tf.internal.network;

import org.jspecify.annotations.NullMarked;
