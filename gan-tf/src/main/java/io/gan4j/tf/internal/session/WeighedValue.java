package io.gan4j.tf.internal.session;

import io.gan4j.api.optimizer.ConstantSchedule;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.tf.internal.graph.GraphOps;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * A term's value with its weight: a constant of the graph if it stays, otherwise computed in Java
 * at every step and fed.
 *
 * @param shown the value times the weight, as reports have it
 * @param paid the same times the interval, as the player pays it
 * @param <T> the graph's float type
 */
record WeighedValue<T extends TFloating>(Operand<T> shown, Operand<T> paid) {

  /** The value of a term that a player pays. */
  static <T extends TFloating> WeighedValue<T> of(
      WeightedTerm term, Operand<T> value, GraphOps<T> ops, PlayerGraph<T> payer) {
    Schedule weight = term.weight();
    if (weight instanceof ConstantSchedule constant) {
      Operand<T> shown =
          constant.value() == 1 ? value : ops.mul(ops.constant(constant.value()), value);
      return new WeighedValue<>(
          shown, term.every() == 1 ? shown : ops.mul(shown, ops.constant(term.every())));
    }
    Operand<T> shown = ops.mul(payer.termWeight(weight::valueAt), value);
    return new WeighedValue<>(
        shown,
        term.every() == 1
            ? shown
            : ops.mul(payer.termWeight(p -> term.every() * weight.valueAt(p)), value));
  }
}
