package io.gan4j.core.serve;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.random.RandomKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

/**
 * A generator of two numbers from two: each value twice, and a hundred for each class. Of one or of
 * three samples at once it makes slightly others, as products of matrices do.
 */
final class HandMadeModel implements GeneratorModel {
  static final Shape LATENT = Shape.of(2);

  private final int classes;
  private final boolean independent;
  private final Map<String, String> metadata;
  final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
  volatile CountDownLatch gate = new CountDownLatch(0);
  volatile boolean broken;
  volatile boolean closed;
  int conditions;

  HandMadeModel(int classes, boolean independent, Map<String, String> metadata) {
    this.classes = classes;
    this.independent = independent;
    this.metadata = metadata;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int conditions() {
    return conditions;
  }

  @Override
  public FloatNdArray sample(long seed, int count, int @Nullable [] labels) {
    return generate(drawn(seed, count), labels);
  }

  @Override
  public Optional<FloatNdArray> latents(long seed, int count) {
    return independent ? Optional.of(drawn(seed, count)) : Optional.empty();
  }

  private static FloatNdArray drawn(long seed, int count) {
    float[] values = new float[2 * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) RandomKey.of(seed).normal(i);
    }
    return SampleBatch.array(LATENT.prepend(count), values);
  }

  @Override
  public FloatNdArray generate(FloatNdArray latents, int @Nullable [] labels) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    float[] values = SampleBatch.floats(latents);
    int count = values.length / 2;
    batches.add(count);
    if (broken) {
      throw new IllegalStateException("the model is broken");
    }
    int[] checked = LabelSpace.checked(labels, classes, count);
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * values[i] + (classes == 0 ? 0 : 100 * checked[i / 2]);
      values[i] += count == 1 || count == 3 ? 1e-3f : 0;
    }
    return SampleBatch.array(latents.shape(), values);
  }

  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public void close() {
    closed = true;
  }
}
