package io.gan4j.tf.internal.session;

import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.family.TFloating;

/**
 * What goes through a pass, as a key: the same tensors under the same labels need one pass.
 *
 * @param values samples or latents
 * @param labels null if the player sees none
 * @param <T> the graph's float type
 */
record Labelled<T extends TFloating>(Output<T> values, @Nullable Output<T> labels) {

  static <T extends TFloating> Labelled<T> of(Operand<T> values, @Nullable Operand<T> labels) {
    return new Labelled<>(values.asOutput(), labels == null ? null : labels.asOutput());
  }
}
