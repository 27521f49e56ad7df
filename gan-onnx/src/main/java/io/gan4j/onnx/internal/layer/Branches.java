package io.gan4j.onnx.internal.layer;

import io.gan4j.api.layer.Branch;
import io.gan4j.api.layer.Branching;
import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxTensor;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Layers that hold other layers. */
final class Branches {
  private Branches() {}

  static OnnxTensor combined(Branching layer, OnnxTensor input, OnnxContext context) {
    List<OnnxTensor> made = new ArrayList<>();
    for (Branch branch : layer.branches()) {
      made.add(through(branch, input, context));
    }
    return switch (layer.combine()) {
      case ADD -> made.stream().reduce(context.ops()::add).orElse(input);
      case MULTIPLY -> made.stream().reduce(context.ops()::mul).orElse(input);
      case CONCAT ->
          context
              .graph()
              .node(
                  "Concat",
                  OnnxAttributes.NONE.withInteger("axis", made.get(0).rank() - 1),
                  made.toArray(OnnxTensor[]::new));
    };
  }

  static OnnxTensor error(ReconstructionError layer, OnnxTensor input, OnnxContext context) {
    TensorOps<OnnxTensor> ops = context.ops();
    OnnxTensor away = ops.sub(input, through(layer.branch(), input, context));
    OnnxTensor error = layer.power() == 1 ? ops.abs(away) : ops.square(away);
    return ops.reshape(ops.meanPerSample(error), Shape.of(-1, 1));
  }

  private static OnnxTensor through(Branch branch, OnnxTensor input, OnnxContext context) {
    OnnxTensor value = input;
    for (Placed placed : branch.placed(context.inputShape())) {
      value = context.write(placed.name(), placed.layer(), value);
    }
    return value;
  }
}
