package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.Branch;
import io.gan4j.api.layer.Branching;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import io.gan4j.tf.internal.graph.Concatenation;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Every branch from the same input, then what combines them.
 *
 * @param <L> the layer's record
 */
public final class BranchingBuilder<L extends Branching> implements LayerBuilder<L> {

  @Override
  public <T extends TFloating> Operand<T> build(
      L layer, Operand<T> input, LayerContext<T> context) {
    List<Operand<T>> made = new ArrayList<>();
    for (Branch branch : layer.branches()) {
      Operand<T> value = input;
      for (Placed placed : branch.placed(context.inputShape())) {
        value = context.build(placed.name(), placed.layer(), value);
      }
      made.add(value);
    }
    return switch (layer.combine()) {
      case ADD -> made.stream().reduce(context.ops()::add).orElse(input);
      case MULTIPLY -> made.stream().reduce(context.ops()::mul).orElse(input);
      case CONCAT -> Concatenation.of(context.tf(), made, context.outputShape().numDimensions());
    };
  }
}
