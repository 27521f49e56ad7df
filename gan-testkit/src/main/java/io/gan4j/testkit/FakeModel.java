package io.gan4j.testkit;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

/**
 * The fake's exported generator: a properties file. A distribution of latents cannot be written
 * down, so that {@link #sample} picks from a pool of latents that was drawn at export.
 */
final class FakeModel implements GeneratorModel {
  /** Latents in the pool. */
  static final int POOL = 64;

  private static final String FILE = "fake-generator.properties";

  /** Of a player that makes no samples of latents: nothing but what it has learnt. */
  private static final String PLAYER_FILE = "fake-player.properties";

  private static final String META = "meta.";

  private final SampleSpace samples;
  private final Weights weights;
  private final DoubleTensor pool;
  private final Map<String, String> metadata;

  /**
   * The generator's weights.
   *
   * @param table what is kept per class; null if it sees no labels
   */
  record Weights(DoubleTensor kernel, DoubleTensor bias, @Nullable DoubleTensor table) {}

  FakeModel(SampleSpace samples, Weights weights, DoubleTensor pool, Map<String, String> metadata) {
    this.samples = samples;
    this.weights = weights;
    this.pool = pool;
    this.metadata = Map.copyOf(metadata);
  }

  static void write(Path folder, FakeModel model) {
    Properties properties = new Properties();
    properties.setProperty("samples.shape", text(model.samples.shape()));
    properties.setProperty("samples.low", Double.toString(model.samples.range().low()));
    properties.setProperty("samples.high", Double.toString(model.samples.range().high()));
    put(properties, "kernel", model.weights.kernel());
    put(properties, "bias", model.weights.bias());
    if (model.weights.table() != null) {
      put(properties, "table", model.weights.table());
    }
    put(properties, "pool", model.pool);
    store(folder, FILE, properties, model.metadata);
  }

  /** Writes the arrays of a player that is no such generator. */
  static void write(Path folder, Map<String, DoubleTensor> arrays, Map<String, String> metadata) {
    Properties properties = new Properties();
    arrays.forEach((name, array) -> put(properties, name, array));
    store(folder, PLAYER_FILE, properties, metadata);
  }

  private static void store(
      Path folder, String file, Properties properties, Map<String, String> metadata) {
    metadata.forEach((name, value) -> properties.setProperty(META + name, value));
    try {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          if (files.findAny().isPresent()) {
            throw new ProviderException("the folder " + folder + " is not empty");
          }
        }
      }
      Files.createDirectories(folder);
      try (OutputStream out = Files.newOutputStream(folder.resolve(file))) {
        properties.store(out, "gan4j's fake provider");
      }
    } catch (IOException e) {
      throw new ProviderException("cannot write the model to " + folder + ": " + e, e);
    }
  }

  static FakeModel load(Path folder) {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(folder.resolve(FILE))) {
      properties.load(in);
    } catch (IOException e) {
      throw new ProviderException(folder + " holds no " + FILE + ": " + e, e);
    }
    Range range =
        new Range(
            Double.parseDouble(get(properties, "samples.low")),
            Double.parseDouble(get(properties, "samples.high")));
    Map<String, String> metadata = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(META)) {
        metadata.put(name.substring(META.length()), properties.getProperty(name));
      }
    }
    return new FakeModel(
        new SampleSpace(shape(get(properties, "samples.shape")), Element.FLOAT32, range),
        new Weights(
            tensor(properties, "kernel"),
            tensor(properties, "bias"),
            properties.containsKey("table") ? tensor(properties, "table") : null),
        tensor(properties, "pool"),
        metadata);
  }

  private static void put(Properties properties, String name, DoubleTensor tensor) {
    properties.setProperty(name + ".shape", text(tensor.shape()));
    properties.setProperty(
        name,
        Arrays.stream(tensor.data).mapToObj(Double::toString).collect(Collectors.joining(" ")));
  }

  private static DoubleTensor tensor(Properties properties, String name) {
    double[] values =
        Stream.of(get(properties, name).split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    return DoubleTensor.owning(shape(get(properties, name + ".shape")), values);
  }

  private static String text(Shape shape) {
    return Arrays.stream(shape.asArray()).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }

  private static Shape shape(String text) {
    return Shape.of(Stream.of(text.split(" ", -1)).mapToLong(Long::parseLong).toArray());
  }

  private static String get(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new ProviderException(FILE + " has no " + name);
    }
    return value;
  }

  @Override
  public int classes() {
    return weights.table() == null ? 0 : (int) weights.table().shape().get(0);
  }

  @Override
  public FloatNdArray sample(long seed, int count, int @Nullable [] labels) {
    return generate(drawn(seed, count), labels);
  }

  @Override
  public Optional<FloatNdArray> latents(long seed, int count) {
    return Optional.of(drawn(seed, count));
  }

  private FloatNdArray drawn(long seed, int count) {
    Check.positive("count", count);
    int width = pool.data.length / POOL;
    double[] picked = new double[count * width];
    RandomKey random = RandomKey.of(seed);
    for (int n = 0; n < count; n++) {
      System.arraycopy(pool.data, (int) random.below(n, POOL) * width, picked, n * width, width);
    }
    return NdValues.floats(pool.shape().tail().prepend(count), picked);
  }

  @Override
  public FloatNdArray generate(FloatNdArray latents, int @Nullable [] labels) {
    int[] checked = LabelSpace.checked(labels, classes(), (int) latents.shape().get(0));
    DoubleTensor table = weights.table();
    DoubleTensor ofClass =
        table == null
            ? null
            : new DoubleOps().matMul(DoubleNoise.oneHot(checked, classes()), table);
    DoubleTensor made =
        new FakeNetworks.Maker(samples)
            .compute(weights.kernel(), weights.bias(), ofClass, NdValues.tensor(latents))
            .output();
    return NdValues.floats(made.shape(), made.data);
  }

  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public void close() {}
}
