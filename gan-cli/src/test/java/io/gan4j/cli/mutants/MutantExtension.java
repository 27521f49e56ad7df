package io.gan4j.cli.mutants;

import io.gan4j.tf.extension.LayerBuilder;
import io.gan4j.tf.extension.LayerContext;
import io.gan4j.tf.extension.TensorFlowExtension;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.family.TFloating;

/** Builds the layers among the mutants. */
public final class MutantExtension implements TensorFlowExtension {
  @Override
  public String name() {
    return "mutants";
  }

  @Override
  public void configure(Builders to) {
    to.layer(WrongShapeLayer.class, new WrongShape());
    to.layer(UnkeyedNoiseLayer.class, new UnkeyedNoise());
    to.layer(SecretlyMixingLayer.class, new SecretlyMixing());
    to.layer(DriftingLayer.class, new Drifting());
  }

  private static final class WrongShape implements LayerBuilder<WrongShapeLayer> {
    @Override
    public <T extends TFloating> Operand<T> build(
        WrongShapeLayer layer, Operand<T> input, LayerContext<T> context) {
      return context.tf().concat(List.of(input, input), context.tf().constant(1));
    }
  }

  private static final class UnkeyedNoise implements LayerBuilder<UnkeyedNoiseLayer> {
    @Override
    public <T extends TFloating> Operand<T> build(
        UnkeyedNoiseLayer layer, Operand<T> input, LayerContext<T> context) {
      Ops tf = context.tf();
      Operand<T> noise = tf.random.randomStandardNormal(tf.shape(input), input.type());
      return tf.math.add(input, tf.stopGradient(noise));
    }
  }

  private static final class Drifting implements LayerBuilder<DriftingLayer> {
    @Override
    public <T extends TFloating> Operand<T> build(
        DriftingLayer layer, Operand<T> input, LayerContext<T> context) {
      Operand<T> offset = context.parameter("offset");
      boolean exported = offset.op().type().equals("Cast"); // weights of any type as float32
      Operand<T> moved = context.tf().math.add(input, offset);
      return exported ? context.tf().math.add(moved, offset) : moved;
    }
  }

  private static final class SecretlyMixing implements LayerBuilder<SecretlyMixingLayer> {
    @Override
    public <T extends TFloating> Operand<T> build(
        SecretlyMixingLayer layer, Operand<T> input, LayerContext<T> context) {
      Ops tf = context.tf();
      Operand<T> mean = tf.math.mean(input, tf.constant(0), Mean.keepDims(true));
      // Squared, since what is linear in the mean adds up the same in any batch.
      return tf.math.add(input, tf.math.square(mean));
    }
  }
}
