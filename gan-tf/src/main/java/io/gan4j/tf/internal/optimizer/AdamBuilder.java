package io.gan4j.tf.internal.optimizer;

import io.gan4j.api.optimizer.Adam;
import io.gan4j.tf.extension.OptimizerBuilder;
import io.gan4j.tf.extension.OptimizerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** Adam. The powers of the decays follow from the count of updates, so they are no state. */
public final class AdamBuilder implements OptimizerBuilder<Adam> {
  private static final String MEAN = "adam.m";
  private static final String SQUARE = "adam.v";

  @Override
  public List<String> slots(Adam optimizer) {
    return List.of(MEAN, SQUARE);
  }

  @Override
  public <T extends TFloating> Rule<T> build(Adam optimizer, OptimizerContext<T> context) {
    Operand<T> rate = context.learningRate(optimizer.learningRate());
    Operand<T> power1 =
        context.fed("beta1Power", p -> Math.pow(optimizer.beta1().valueAt(p), p.updates() + 1.0));
    Operand<T> power2 =
        context.fed("beta2Power", p -> Math.pow(optimizer.beta2().valueAt(p), p.updates() + 1.0));
    Operand<T> beta1 = context.scheduled("beta1", optimizer.beta1());
    Operand<T> beta2 = context.scheduled("beta2", optimizer.beta2());
    Operand<T> epsilon = context.constant(optimizer.epsilon());
    return update ->
        update
            .tf()
            .train
            .resourceApplyAdam(
                update.variable(),
                update.slot(MEAN),
                update.slot(SQUARE),
                power1,
                power2,
                rate,
                beta1,
                beta2,
                epsilon,
                update.gradient());
  }
}
