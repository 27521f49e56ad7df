package io.gan4j.tf.internal.gate;

import io.gan4j.api.layer.AveragePool;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.DepthwiseConv2d;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.GlobalPool;
import io.gan4j.api.layer.MaxPool;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.SeparableConv2d;
import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.TabularOutput;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.weight.EqualizedLearningRate;
import io.gan4j.components.weight.PlainWeights;
import io.gan4j.components.weight.SpectralNorm;
import io.gan4j.components.weight.WeightNorm;
import io.gan4j.tf.internal.layer.LayerExamples.Example;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Layers with settings that make their builders use other operations. */
final class LayerVariants {
  private static final Initializer ZERO = new ConstantInitializer(0);
  private static final Shape IMAGE = Shape.of(7, 6, 4);
  private static final Size ONE = Size.of(1);
  private static final Size TWO = Size.of(2);
  private static final Size THREE = Size.of(3);

  private LayerVariants() {}

  static List<Example> all() {
    List<Example> all = new ArrayList<>();
    List<Padding> paddings =
        List.of(new Padding.Same(), new Padding.Valid(), new Padding.Explicit(Sides.all(1)));
    for (Padding padding : paddings) {
      for (Size dilation : List.of(ONE, TWO)) {
        add(all, conv2d(dilation.equals(ONE) ? new Size(2, 1) : ONE, padding, dilation));
        add(all, depthwise(dilation.equals(ONE) ? 3 : 1, padding, dilation));
        add(all, depthwise(2, padding, dilation));
      }
      add(
          all,
          new SeparableConv2d(2, THREE, 2, padding, ONE, 2, new Linear(), ZERO, ZERO, Biases.NONE));
      add(
          all,
          new TransposedConv2d(
              2, THREE, TWO, padding, null, new Linear(), ZERO, ZERO, Biases.PER_POSITION));
      add(all, new AveragePool(TWO, ONE, padding, false));
      add(all, new MaxPool(TWO, ONE, padding, false));
    }
    add(all, new AveragePool(TWO, null, new Padding.Valid(), true));
    add(all, new MaxPool(THREE, null, new Padding.Valid(), true));
    add(all, new GlobalPool(GlobalPool.Method.AVERAGE));
    add(all, new GlobalPool(GlobalPool.Method.SUM));
    add(all, new Upsample(new Size(2, 3), Upsample.Method.NEAREST));
    add(all, new Dropout(0.3, false));
    add(all, new BatchNorm(0.9, 1e-3, false, false, ZERO));
    for (WeightTransform weights :
        List.of(
            new PlainWeights(),
            new SpectralNorm(2),
            new WeightNorm(ZERO),
            new EqualizedLearningRate(1))) {
      all.add(new Example(new Dense(3, new Linear(), ZERO, ZERO, true, weights), Shape.of(4)));
      add(
          all,
          new Conv2d(
              2,
              THREE,
              ONE,
              new Padding.Same(),
              ONE,
              new Linear(),
              ZERO,
              ZERO,
              Biases.TIED,
              weights));
    }
    all.add(
        new Example(
            new TabularOutput(
                List.of(new TabularOutput.Block(TabularOutput.Kind.CATEGORY, 3)), 0.7, true),
            Shape.of(3)));
    return all;
  }

  private static void add(List<Example> all, LayerSpec layer) {
    all.add(new Example(layer, IMAGE));
  }

  private static LayerSpec conv2d(Size stride, Padding padding, Size dilation) {
    return new Conv2d(2, THREE, stride, padding, dilation, new Linear(), ZERO, ZERO, Biases.TIED);
  }

  private static LayerSpec depthwise(int stride, Padding padding, Size dilation) {
    return new DepthwiseConv2d(
        2, THREE, stride, padding, dilation, new Linear(), ZERO, ZERO, Biases.TIED);
  }
}
