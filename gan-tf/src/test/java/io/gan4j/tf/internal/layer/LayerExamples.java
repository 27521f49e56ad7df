package io.gan4j.tf.internal.layer;

import io.gan4j.api.layer.AveragePool;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Crop;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.DepthToSpace;
import io.gan4j.api.layer.DepthwiseConv2d;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.GaussianNoise;
import io.gan4j.api.layer.GlobalPool;
import io.gan4j.api.layer.GroupNorm;
import io.gan4j.api.layer.InstanceNorm;
import io.gan4j.api.layer.LayerNorm;
import io.gan4j.api.layer.MaxPool;
import io.gan4j.api.layer.Maxout;
import io.gan4j.api.layer.MaxoutConv2d;
import io.gan4j.api.layer.MinibatchDiscrimination;
import io.gan4j.api.layer.MinibatchStddev;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Parallel;
import io.gan4j.api.layer.PixelNorm;
import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.layer.SelfAttention;
import io.gan4j.api.layer.SeparableConv2d;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.TabularOutput;
import io.gan4j.api.layer.TabularOutput.Block;
import io.gan4j.api.layer.TabularOutput.Kind;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** One of each layer that has a builder, or more, with an input it takes. */
public final class LayerExamples {
  private static final Initializer ZERO = new ConstantInitializer(0);
  private static final Initializer ONE = new ConstantInitializer(1);
  private static final Shape VECTOR = Shape.of(4);
  private static final Shape IMAGE = Shape.of(2, 4, 6);

  private LayerExamples() {}

  /** A layer and an input's shape. */
  public record Example(LayerSpec layer, Shape input) {
    @Override
    public String toString() {
      return layer.getClass().getSimpleName() + " of " + input;
    }
  }

  public static List<Example> all() {
    LayerSpec dense = new Dense(4, new Tanh(), ZERO, ZERO, true);
    LayerSpec batchNorm = new BatchNorm(0.9, 1e-3, true, true, ONE);
    LayerSpec perClass = new BatchNorm(0.9, 1e-3, true, true, ONE, 3);
    Size three = Size.of(3);
    Size one = Size.of(1);
    Size two = Size.of(2);
    Padding same = new Padding.Same();
    Padding valid = new Padding.Valid();
    return List.of(
        new Example(new AveragePool(two, null, valid, false), IMAGE),
        new Example(batchNorm, VECTOR),
        new Example(batchNorm, IMAGE),
        new Example(perClass, VECTOR),
        new Example(perClass, IMAGE),
        new Example(
            new Conv2d(2, three, two, same, one, new Tanh(), ZERO, ZERO, Biases.TIED), IMAGE),
        new Example(new Crop(new Size(1, 3)), IMAGE),
        new Example(dense, VECTOR),
        new Example(new DepthToSpace(2), Shape.of(2, 1, 4)),
        new Example(
            new DepthwiseConv2d(
                2, three, 1, same, one, new Linear(), ZERO, ZERO, Biases.PER_POSITION),
            IMAGE),
        new Example(new Dropout(0.3, true), IMAGE),
        new Example(new Embedding(3, Embedding.Join.CONCAT, 2, ZERO, null), VECTOR),
        new Example(new Embedding(3, Embedding.Join.CONCAT, null, ZERO, null), IMAGE),
        new Example(new Embedding(3, Embedding.Join.MULTIPLY, null, ZERO, null), IMAGE),
        new Example(new Embedding(3, Embedding.Join.INNER_PRODUCT, 4, ZERO, null), VECTOR),
        new Example(new Flatten(), IMAGE),
        new Example(new GaussianNoise(0.5), IMAGE),
        new Example(new GlobalPool(GlobalPool.Method.MAX), IMAGE),
        new Example(new GroupNorm(2, 1e-5, true, true), VECTOR),
        new Example(new GroupNorm(3, 1e-5, true, true), IMAGE),
        new Example(new InstanceNorm(1e-5, true, true), IMAGE),
        new Example(new LayerNorm(1e-5, true, true), VECTOR),
        new Example(new LayerNorm(1e-5, true, true), IMAGE),
        new Example(new Maxout(3, 2, ZERO, ZERO), VECTOR),
        new Example(new MaxoutConv2d(2, 2, two, one, valid, ZERO, ZERO, Biases.TIED), IMAGE),
        new Example(new MaxPool(two, null, valid, false), IMAGE),
        new Example(new MinibatchDiscrimination(3, 2, ZERO, null), VECTOR),
        new Example(new MinibatchStddev(4, 2), IMAGE),
        new Example(new Parallel(List.of(List.of(dense), List.of()), Combine.CONCAT), VECTOR),
        new Example(new PixelNorm(1e-8), IMAGE),
        new Example(
            new ReconstructionError(
                List.of(dense, new Dense(4, new Linear(), ZERO, ZERO, true)), 1),
            Shape.of(4)),
        new Example(new ReconstructionError(List.of(new Tanh()), 2), IMAGE),
        new Example(new Reshape(List.of(2L, 2L)), VECTOR),
        new Example(new Residual(List.of(dense), List.of(), Combine.ADD), VECTOR),
        new Example(new Residual(List.of(dense, batchNorm), List.of(), Combine.MULTIPLY), VECTOR),
        new Example(
            new Residual(
                List.of(new Residual(List.of(dense), List.of(dense), Combine.ADD)),
                List.of(new Dense(2, new Linear(), ZERO, ZERO, true)),
                Combine.CONCAT),
            VECTOR),
        new Example(
            new SeparableConv2d(2, two, 1, same, one, 1, new Linear(), ZERO, ZERO, Biases.TIED),
            IMAGE),
        new Example(new SelfAttention(3, 2, 2, ZERO, null), IMAGE),
        new Example(new SelfAttention(8, 8, 1, ZERO, null), IMAGE),
        new Example(
            new TabularOutput(
                List.of(
                    new Block(Kind.CATEGORY, 3),
                    new Block(Kind.LINEAR, 2),
                    new Block(Kind.CATEGORY, 2),
                    new Block(Kind.TANH, 1)),
                0.7,
                false),
            Shape.of(8)),
        new Example(
            new TransposedConv2d(2, three, two, same, null, new Linear(), ZERO, ZERO, Biases.NONE),
            Shape.of(2, 3, 2)),
        new Example(new Upsample(two, Upsample.Method.BILINEAR), Shape.of(2, 3, 2)));
  }
}
