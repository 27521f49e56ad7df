package io.gan4j.tf.internal.optimizer;

import io.gan4j.api.optimizer.RmsProp;
import io.gan4j.tf.extension.OptimizerBuilder;
import io.gan4j.tf.extension.OptimizerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** RMSProp, centered or not, with ε inside the root. */
public final class RmsPropBuilder implements OptimizerBuilder<RmsProp> {
  private static final String SQUARE = "rmsprop.s";
  private static final String VELOCITY = "rmsprop.v";
  private static final String MEAN = "rmsprop.g";

  @Override
  public List<String> slots(RmsProp optimizer) {
    return optimizer.centered() ? List.of(SQUARE, VELOCITY, MEAN) : List.of(SQUARE, VELOCITY);
  }

  @Override
  public <T extends TFloating> Rule<T> build(RmsProp optimizer, OptimizerContext<T> context) {
    Operand<T> rate = context.learningRate(optimizer.learningRate());
    Operand<T> momentum = context.fed("momentum", optimizer.momentum()::valueAt);
    Operand<T> rho = context.constant(optimizer.rho());
    Operand<T> epsilon = context.constant(optimizer.epsilon());
    if (!optimizer.centered()) {
      return update ->
          update
              .tf()
              .train
              .resourceApplyRmsProp(
                  update.variable(),
                  update.slot(SQUARE),
                  update.slot(VELOCITY),
                  rate,
                  rho,
                  momentum,
                  epsilon,
                  update.gradient());
    }
    return update ->
        update
            .tf()
            .train
            .resourceApplyCenteredRmsProp(
                update.variable(),
                update.slot(MEAN),
                update.slot(SQUARE),
                update.slot(VELOCITY),
                rate,
                rho,
                momentum,
                epsilon,
                update.gradient());
  }
}
