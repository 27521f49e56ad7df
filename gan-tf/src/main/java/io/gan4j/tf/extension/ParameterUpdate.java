package io.gan4j.tf.extension;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * One parameter about to be moved.
 *
 * @param tf operations that run only after every gradient of the phase is computed
 * @param variable handle of the parameter
 * @param slots handles of its slots, by name
 * @param gradient of what the player pays, of the parameter's shape
 * @param <T> the graph's float type
 */
public record ParameterUpdate<T extends TFloating>(
    Ops tf,
    Operand<? extends TType> variable,
    Map<String, Operand<? extends TType>> slots,
    Operand<T> gradient) {

  public ParameterUpdate {
    slots = Map.copyOf(slots);
  }

  /** The handle of a slot that the optimiser named. */
  public Operand<? extends TType> slot(String name) {
    Operand<? extends TType> slot = slots.get(name);
    if (slot == null) {
      throw new IllegalArgumentException("no slot '" + name + "' among " + slots.keySet());
    }
    return slot;
  }
}
