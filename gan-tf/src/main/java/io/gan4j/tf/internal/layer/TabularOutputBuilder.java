package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.TabularOutput;
import io.gan4j.api.layer.TabularOutput.Block;
import io.gan4j.api.layer.TabularOutput.Kind;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import io.gan4j.tf.internal.graph.OneHot;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** One slice per block, each with what its kind asks for, side by side again. */
public final class TabularOutputBuilder implements LayerBuilder<TabularOutput> {

  /** Half of the smallest step of the uniform noise, which can be 0: its logarithm is finite. */
  private static final double SMALLEST = 0x1p-24;

  @Override
  public <T extends TFloating> Operand<T> build(
      TabularOutput layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    TensorOps<Operand<T>> ops = context.ops();
    Shape row = Shape.of(layer.width());
    Operand<T> noise = gumbel(ops, context.noise().uniform("gumbel", row));
    Operand<T> logits = layer.told() == 0 ? input : told(layer, input, context);
    List<Operand<T>> made = new ArrayList<>();
    int at = 0;
    for (Block block : layer.blocks()) {
      Operand<T> part = part(tf, logits, at, block.size());
      Operand<T> own = part(tf, noise, at, block.size());
      made.add(
          switch (block.kind()) {
            case LINEAR -> part;
            case TANH -> ops.tanh(part);
            case CATEGORY -> category(layer, ops.add(part, own), context);
            case FLAGGED, FLAGGED_TANH -> flagged(layer, block, part, own, context);
          });
      at += block.size();
    }
    return made.size() == 1 ? made.get(0) : tf.concat(made, tf.constant(1));
  }

  /** The logits, those of categories that the row's stratum has not lowered. */
  private static <T extends TFloating> Operand<T> told(
      TabularOutput layer, Operand<T> input, LayerContext<T> context) {
    Ops tf = context.tf();
    TensorOps<Operand<T>> ops = context.ops();
    Operand<T> stratum = part(tf, input, layer.width(), layer.told());
    Operand<T> offsets =
        tf.dtypes.cast(
            tf.reshape(
                tf.constant(layer.offsets()), tf.constant(new int[] {layer.told(), layer.width()})),
            input.type());
    return ops.add(part(tf, input, 0, layer.width()), ops.matMul(stratum, offsets));
  }

  /** A number that is 0 as far as its flags say that it is not there, and the flags. */
  private static <T extends TFloating> Operand<T> flagged(
      TabularOutput layer,
      Block block,
      Operand<T> part,
      Operand<T> noise,
      LayerContext<T> context) {
    Ops tf = context.tf();
    TensorOps<Operand<T>> ops = context.ops();
    int flags = block.size() - 1;
    Operand<T> number = part(tf, part, 0, 1);
    Operand<T> category =
        category(layer, ops.add(part(tf, part, 1, flags), part(tf, noise, 1, flags)), context);
    Operand<T> seen = block.kind() == Kind.FLAGGED_TANH ? ops.tanh(number) : number;
    return tf.concat(List.of(ops.mul(seen, part(tf, category, 0, 1)), category), tf.constant(1));
  }

  private static <T extends TFloating> Operand<T> part(
      Ops tf, Operand<T> rows, int first, int size) {
    return tf.slice(rows, tf.constant(new int[] {0, first}), tf.constant(new int[] {-1, size}));
  }

  /** −log(−log u): the Gumbel distribution from the uniform one. */
  private static <T extends TFloating> Operand<T> gumbel(
      TensorOps<Operand<T>> ops, Operand<T> uniform) {
    Operand<T> inside = ops.maximum(uniform, ops.constant(SMALLEST));
    return ops.neg(ops.log(ops.neg(ops.log(inside))));
  }

  /**
   * A category.
   *
   * @param disturbed logits and noise, {@code [batch, categories]}
   */
  private static <T extends TFloating> Operand<T> category(
      TabularOutput layer, Operand<T> disturbed, LayerContext<T> context) {
    TensorOps<Operand<T>> ops = context.ops();
    if (!context.training()) {
      return largest(disturbed, context);
    }
    Operand<T> soft =
        context.tf().nn.softmax(ops.mul(disturbed, ops.constant(1 / layer.temperature())));
    return layer.hard()
        ? ops.add(soft, ops.detach(ops.sub(largest(disturbed, context), soft)))
        : soft;
  }

  /** One-hot: 1 at the largest. */
  private static <T extends TFloating> Operand<T> largest(
      Operand<T> values, LayerContext<T> context) {
    Ops tf = context.tf();
    int categories = Math.toIntExact(values.shape().get(1));
    return OneHot.of(tf, tf.math.argMax(values, tf.constant(1)), categories, values.type());
  }
}
