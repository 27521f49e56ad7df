package io.gan4j.tf.internal.session;

import io.gan4j.api.ProviderException;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.tf.extension.OptimizerBuilder;
import io.gan4j.tf.extension.OptimizerBuilder.Rule;
import io.gan4j.tf.extension.OptimizerContext;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.types.family.TFloating;

/** Optimiser builders by the optimiser's class. */
public final class OptimizerTable {
  private final Map<Class<? extends Optimizer>, OptimizerBuilder<?>> builders;

  @Inject
  public OptimizerTable(Map<Class<? extends Optimizer>, OptimizerBuilder<?>> builders) {
    this.builders = Map.copyOf(builders);
  }

  /**
   * Refuses an optimiser that has no builder.
   *
   * @throws ProviderException naming its class and what is known
   */
  public void check(String player, Optimizer optimizer) {
    if (!builders.containsKey(optimizer.getClass())) {
      throw new ProviderException(
          "TensorFlow has no builder for the "
              + player
              + "'s optimizer ("
              + optimizer.getClass().getName()
              + "). Known optimizers: "
              + builders.keySet().stream()
                  .map(Class::getSimpleName)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ". An optimizer of your own brings its builder in a TensorFlowExtension.");
    }
  }

  List<String> slots(Optimizer optimizer) {
    return slots(builder(optimizer), optimizer);
  }

  <T extends TFloating> Rule<T> build(Optimizer optimizer, OptimizerContext<T> context) {
    return build(builder(optimizer), optimizer, context);
  }

  private OptimizerBuilder<?> builder(Optimizer optimizer) {
    OptimizerBuilder<?> builder = builders.get(optimizer.getClass());
    if (builder == null) {
      throw new ProviderException("no builder for " + optimizer.getClass().getName());
    }
    return builder;
  }

  @SuppressWarnings("unchecked") // the table maps an optimiser's class to its own builder
  private static <O extends Optimizer> List<String> slots(
      OptimizerBuilder<O> builder, Optimizer optimizer) {
    return builder.slots((O) optimizer);
  }

  @SuppressWarnings("unchecked") // as above
  private static <O extends Optimizer, T extends TFloating> Rule<T> build(
      OptimizerBuilder<O> builder, Optimizer optimizer, OptimizerContext<T> context) {
    return builder.build((O) optimizer, context);
  }
}
