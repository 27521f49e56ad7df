/** Tests of the transforms of weights, on plain doubles. Their gradients are tested with layers. */
@NullMarked
package io.gan4j.components.weight;

import org.jspecify.annotations.NullMarked;
