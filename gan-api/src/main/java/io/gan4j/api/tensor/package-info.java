/** A small algebra of tensors, in which losses, penalties and activations are written once. */
@NullMarked
package io.gan4j.api.tensor;

import org.jspecify.annotations.NullMarked;
