package io.gan4j.tf.internal.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** The gradient of one kind of operation. */
@FunctionalInterface
interface GradientRule {

  /** Builds the gradient with respect to each input, null where none flows. */
  <T extends TFloating> List<@Nullable Operand<T>> build(Backward<T> operation);
}
