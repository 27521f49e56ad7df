package io.gan4j.tf.internal.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** What goes into a part of a player's network. */
public final class PlayerInputs {
  private PlayerInputs() {}

  /** Several inputs side by side along their last axis; a single one as it is. */
  public static <T extends TFloating> Operand<T> joined(Ops tf, List<Operand<T>> inputs) {
    return inputs.size() == 1
        ? inputs.get(0)
        : tf.concat(inputs, tf.constant(inputs.get(0).shape().numDimensions() - 1));
  }
}
