package io.gan4j.tf.internal.optimizer;

import io.gan4j.api.optimizer.Sgd;
import io.gan4j.tf.extension.OptimizerBuilder;
import io.gan4j.tf.extension.OptimizerContext;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** w ← w − lr·g. */
public final class SgdBuilder implements OptimizerBuilder<Sgd> {

  @Override
  public List<String> slots(Sgd optimizer) {
    return List.of();
  }

  @Override
  public <T extends TFloating> Rule<T> build(Sgd optimizer, OptimizerContext<T> context) {
    Operand<T> rate = context.learningRate(optimizer.learningRate());
    return update ->
        update.tf().train.resourceApplyGradientDescent(update.variable(), rate, update.gradient());
  }
}
