package io.gan4j.components.classifier;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.MaxPool;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Size;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.spec.Check;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.GlorotInitializer;
import io.gan4j.components.initializer.HeInitializer;
import io.gan4j.components.schedule.LinearSchedule;
import java.util.ArrayList;
import java.util.List;

/** A small classifier or estimator, and what it is trained with. */
public final class SmallClassifier {
  private static final int FILTERS = 32;
  private static final int MOST_FILTERS = 128;
  private static final int SMALLEST_SIDE = 7;
  private static final int UNITS = 256;

  /** Values that go into the last layer: the features. */
  static final int FEATURES = 128;

  private static final double DROPPED = 0.3;
  private static final Activation RELU = new Relu();
  private static final Initializer HE = new HeInitializer();
  private static final Initializer ZERO = new ConstantInitializer(0);

  private SmallClassifier() {}

  /** The same for numbers that are estimated: without dropout, which would blur them. */
  public static NetworkSpec estimator(SampleSpace samples, int numbers) {
    return layers(samples, Check.positive("numbers", numbers), 0);
  }

  /**
   * Images go through convolutions, each followed by a pool that halves them, until a side is at
   * most 7; everything else through one dense layer. Then come the features, and a score per class.
   */
  public static NetworkSpec network(SampleSpace samples, int classes) {
    Check.rule(classes > 1, "classes", "must be above 1", classes);
    return layers(samples, classes, DROPPED);
  }

  private static NetworkSpec layers(SampleSpace samples, int outputs, double dropped) {
    List<LayerSpec> layers = new ArrayList<>();
    if (samples.isImage()) {
      long side = Math.min(samples.shape().get(0), samples.shape().get(1));
      int filters = FILTERS;
      do {
        layers.add(convolution(filters, layers.isEmpty() ? 5 : 3));
        filters = Math.min(MOST_FILTERS, 2 * filters);
        if (side > SMALLEST_SIDE) {
          layers.add(new MaxPool(Size.of(2), null, new Padding.Valid(), false));
          side /= 2;
        }
      } while (side > SMALLEST_SIDE);
      layers.add(new Flatten());
    } else {
      if (samples.shape().numDimensions() > 1) {
        layers.add(new Flatten());
      }
      layers.add(new Dense(UNITS, RELU, HE, ZERO, true));
    }
    if (dropped > 0) {
      layers.add(new Dropout(dropped, true));
    }
    layers.add(new Dense(FEATURES, RELU, HE, ZERO, true));
    if (dropped > 0) {
      layers.add(new Dropout(dropped, true));
    }
    layers.add(new Dense(outputs, new Linear(), new GlorotInitializer(), ZERO, true));
    return new NetworkSpec(samples.shape(), layers);
  }

  /** Adam, whose learning rate falls from the given one to 0 in a straight line. */
  public static Optimizer optimizer(double learningRate) {
    return new Adam(new LinearSchedule(learningRate, 0, null), 0.9, 0.999, 1e-7);
  }

  private static Conv2d convolution(int filters, int kernel) {
    return new Conv2d(
        filters,
        Size.of(kernel),
        Size.ONE,
        new Padding.Same(),
        Size.ONE,
        RELU,
        HE,
        ZERO,
        Biases.TIED);
  }
}
