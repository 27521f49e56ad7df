package io.gan4j.tf.internal.optimizer;

import io.gan4j.api.optimizer.Momentum;
import io.gan4j.tf.extension.OptimizerBuilder;
import io.gan4j.tf.extension.OptimizerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.train.ResourceApplyKerasMomentum;
import org.tensorflow.types.family.TFloating;

/** v ← m·v − lr·g, w ← w + v: the kernel that keeps the learning rate inside the velocity. */
public final class MomentumBuilder implements OptimizerBuilder<Momentum> {
  private static final String VELOCITY = "momentum.v";

  @Override
  public List<String> slots(Momentum optimizer) {
    return List.of(VELOCITY);
  }

  @Override
  public <T extends TFloating> Rule<T> build(Momentum optimizer, OptimizerContext<T> context) {
    Operand<T> rate = context.learningRate(optimizer.learningRate());
    Operand<T> momentum = context.fed("momentum", optimizer.momentum()::valueAt);
    return update ->
        update
            .tf()
            .train
            .resourceApplyKerasMomentum(
                update.variable(),
                update.slot(VELOCITY),
                rate,
                update.gradient(),
                momentum,
                ResourceApplyKerasMomentum.useNesterov(optimizer.nesterov()));
  }
}
