package io.gan4j.serve;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.random.RandomKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** A generator whose samples are its latents, in another shape, and a tenth more for each class. */
final class LinearModel implements GeneratorModel {
  static final int LATENTS = 4;

  private final Shape sample;
  private final int classes;
  private final Map<String, String> metadata;
  volatile CountDownLatch gate = new CountDownLatch(0);

  private LinearModel(Shape sample, int classes, Map<String, String> metadata) {
    this.sample = sample;
    this.classes = classes;
    this.metadata = metadata;
  }

  /** Pictures of 2 x 2 pixels. */
  static LinearModel pictures(int classes) {
    return new LinearModel(
        Shape.of(2, 2, 1), classes, Map.of("rangeLow", "-1.0", "rangeHigh", "1.0"));
  }

  /** Rows of a whole number, and a text of three. */
  static LinearModel rows() {
    return new LinearModel(
        Shape.of(LATENTS),
        0,
        Map.of(
            "columns",
            """
            {"columns": [
              {"kind": "number", "name": "a,ge", "type": "BIGINT", "nulls": false,
               "scale": {"kind": "standard", "mean": 40, "deviation": 10},
               "limits": {"low": 0, "high": 99, "decimals": 0}},
              {"kind": "category", "name": "word", "type": "VARCHAR", "nulls": true,
               "values": ["say \\"yes\\"", "no"]}]}
            """));
  }

  /** A folder that has what a receipt names. */
  static Path folder(Path parent, String name) {
    try {
      Path folder = Files.createDirectories(parent.resolve(name));
      Files.createDirectories(folder.resolve("assets.extra"));
      Files.writeString(folder.resolve("assets.extra/manifest.json"), "{}");
      Files.writeString(folder.resolve("saved_model.pb"), "");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public FloatNdArray sample(long seed, int count, int @Nullable [] labels) {
    return generate(drawn(seed, count), labels);
  }

  @Override
  public Optional<FloatNdArray> latents(long seed, int count) {
    return Optional.of(drawn(seed, count));
  }

  private static FloatNdArray drawn(long seed, int count) {
    float[] values = new float[LATENTS * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) RandomKey.of(seed).normal(i) / 4;
    }
    return NdArrays.wrap(Shape.of(count, LATENTS), DataBuffers.of(values, false, false));
  }

  @Override
  public FloatNdArray generate(FloatNdArray latents, int @Nullable [] labels) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    float[] values = new float[(int) latents.size()];
    latents.copyTo(DataBuffers.of(values, false, false));
    int count = values.length / LATENTS;
    int[] checked = LabelSpace.checked(labels, classes, count);
    for (int i = 0; i < values.length; i++) {
      values[i] += classes == 0 ? 0 : 0.1f * checked[i / LATENTS];
    }
    return NdArrays.wrap(sample.prepend(count), DataBuffers.of(values, false, false));
  }

  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public void close() {}
}
