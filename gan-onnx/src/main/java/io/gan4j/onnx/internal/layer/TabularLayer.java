package io.gan4j.onnx.internal.layer;

import io.gan4j.api.layer.TabularOutput;
import io.gan4j.api.layer.TabularOutput.Block;
import io.gan4j.api.layer.TabularOutput.Kind;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxTensor;
import io.gan4j.onnx.internal.network.OnnxOps;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Rows of a table: of a category the largest of its disturbed logits, as one-hot. */
final class TabularLayer {
  /** Half of the smallest step of uniform noise, which can be 0: its logarithm is finite. */
  private static final double SMALLEST = 0x1p-24;

  private TabularLayer() {}

  static OnnxTensor write(TabularOutput layer, OnnxTensor input, OnnxContext context) {
    OnnxTensor uniform = context.noise().uniform("gumbel", Shape.of(layer.width()));
    OnnxTensor noise = gumbel(context.ops(), uniform);
    OnnxTensor logits = layer.told() == 0 ? input : told(layer, input, context);
    List<OnnxTensor> made = new ArrayList<>();
    long at = 0;
    for (Block block : layer.blocks()) {
      OnnxTensor part = part(logits, at, block.size(), context);
      OnnxTensor own = part(noise, at, block.size(), context);
      made.add(
          switch (block.kind()) {
            case LINEAR -> part;
            case TANH -> context.ops().tanh(part);
            case CATEGORY -> largest(context.ops().add(part, own), block.size(), context);
            case FLAGGED, FLAGGED_TANH -> flagged(block, part, own, context);
          });
      at += block.size();
    }
    return made.size() == 1
        ? made.get(0)
        : context
            .graph()
            .node(
                "Concat",
                OnnxAttributes.NONE.withInteger("axis", 1),
                made.toArray(OnnxTensor[]::new));
  }

  /** The logits, those of categories that the row's stratum has not lowered. */
  private static OnnxTensor told(TabularOutput layer, OnnxTensor input, OnnxContext context) {
    OnnxTensor stratum = part(input, layer.width(), layer.told(), context);
    OnnxTensor offsets =
        context.graph().floats(Shape.of(layer.told(), layer.width()), layer.offsets());
    return context
        .ops()
        .add(part(input, 0, layer.width(), context), context.ops().matMul(stratum, offsets));
  }

  /** A number that is 0 unless the first of its flags is the largest, and the flags. */
  private static OnnxTensor flagged(
      Block block, OnnxTensor part, OnnxTensor noise, OnnxContext context) {
    int flags = block.size() - 1;
    OnnxTensor number = part(part, 0, 1, context);
    OnnxTensor disturbed =
        context.ops().add(part(part, 1, flags, context), part(noise, 1, flags, context));
    OnnxTensor category = largest(disturbed, flags, context);
    OnnxTensor seen = block.kind() == Kind.FLAGGED_TANH ? context.ops().tanh(number) : number;
    return context
        .ops()
        .concat(List.of(context.ops().mul(seen, part(category, 0, 1, context)), category));
  }

  private static OnnxTensor part(OnnxTensor rows, long first, long size, OnnxContext context) {
    return context
        .graph()
        .node(
            "Slice",
            rows,
            context.graph().integers(first),
            context.graph().integers(first + size),
            context.graph().integers(1));
  }

  /** −log(−log u): the Gumbel distribution from the uniform one. */
  private static OnnxTensor gumbel(TensorOps<OnnxTensor> ops, OnnxTensor uniform) {
    OnnxTensor inside = ops.maximum(uniform, ops.constant(SMALLEST));
    return ops.neg(ops.log(ops.neg(ops.log(inside))));
  }

  /** One-hot: 1 at the first largest. */
  private static OnnxTensor largest(OnnxTensor values, int categories, OnnxContext context) {
    OnnxTensor place =
        context
            .graph()
            .node(
                "ArgMax",
                OnnxAttributes.NONE.withInteger("axis", 1).withInteger("keepdims", 0),
                values);
    return OnnxOps.oneHot(context.graph(), place, categories);
  }
}
