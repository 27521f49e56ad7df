package io.gan4j.onnx.internal.load;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.game.Signal;
import io.gan4j.api.internal.Closing;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.spec.Check;
import io.gan4j.onnx.internal.graph.Dims;
import io.gan4j.onnx.internal.graph.ElementType;
import io.gan4j.onnx.internal.graph.InvalidGraphException;
import io.gan4j.onnx.internal.graph.Known;
import io.gan4j.onnx.internal.graph.Model;
import io.gan4j.onnx.internal.network.PlayerModel;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** A generator out of an ONNX file. Safe for use by several threads, until it is closed. */
public final class OnnxGenerator implements GeneratorModel {
  private final OnnxFile file;
  private final OnnxRun generator;
  private final @Nullable OnnxRun drawing;
  private final Map<String, DrawnNoise> noise;
  private final Map<String, DrawnNoise> noiseOfDrawing;
  private final Dims latents;
  private final int classes;
  private final Map<String, String> metadata;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private OnnxGenerator(OnnxFile file, int classes, OnnxRun generator, @Nullable OnnxRun drawing) {
    this.file = file;
    this.classes = classes;
    this.generator = generator;
    this.drawing = drawing;
    this.noise = DrawnNoise.of(file.generator().model());
    this.noiseOfDrawing = file.latents().map(part -> DrawnNoise.of(part.model())).orElse(Map.of());
    this.latents = latentsOf(file.generator().model());
    Map<String, String> told = new TreeMap<>(file.generator().model().metadata());
    told.remove(LatentsModel.KEY);
    this.metadata = Map.copyOf(told);
  }

  /**
   * Opens a generator.
   *
   * @throws ProviderException if the file is not a generator's, or the runtime does not take it
   */
  public static OnnxGenerator of(OnnxFile file) {
    int classes;
    try {
      classes = require(file);
    } catch (InvalidGraphException e) {
      throw OnnxFile.refused(file.path(), String.valueOf(e.getMessage()), e);
    }
    OnnxRun generator = OnnxRun.open(file.path(), file.generator());
    OnnxRun drawing = null;
    try {
      if (file.latents().isPresent()) {
        drawing = OnnxRun.open(file.path(), file.latents().get());
      }
      return new OnnxGenerator(file, classes, generator, drawing);
    } catch (RuntimeException | Error e) {
      Closing.after(e, drawing, generator);
      throw e;
    }
  }

  /** Refuses what is no generator's; the number of classes whose labels it takes otherwise. */
  private static int require(OnnxFile file) {
    Model model = file.generator().model();
    Dims latents = latentsOf(model);
    requireOutput(model, Signal.SAMPLES);
    Map<String, DrawnNoise> noise = DrawnNoise.of(model);
    boolean labelled = false;
    for (Map.Entry<String, Known> input : model.inputs().entrySet()) {
      if (input.getKey().equals(PlayerModel.LABELS)
          && input.getValue().equals(new Known(ElementType.INT32, Dims.of(-1)))) {
        labelled = true;
      } else if (!input.getKey().equals(Signal.LATENTS) && !noise.containsKey(input.getKey())) {
        throw new InvalidGraphException(
            "is not an exported generator of latents: it takes '" + input.getKey() + "'");
      }
    }
    file.latents()
        .ifPresent(
            part -> {
              if (!requireOutput(part.model(), Signal.LATENTS).dims().equals(latents)
                  || !DrawnNoise.of(part.model()).keySet().equals(part.model().inputs().keySet())) {
                throw new InvalidGraphException("draws latents that it does not take");
              }
            });
    return labelled ? classes(model) : 0;
  }

  private static int classes(Model model) {
    String classes = model.metadata().getOrDefault(PlayerModel.CLASSES, "");
    if (!classes.matches("[1-9]\\d{0,5}")) {
      throw new InvalidGraphException(
          "takes labels, and its metadata does not say of how many classes, 1 to 999999 ('"
              + PlayerModel.CLASSES
              + "')");
    }
    return Integer.parseInt(classes);
  }

  private static Dims latentsOf(Model model) {
    Known latents = model.inputs().get(Signal.LATENTS);
    if (latents == null
        || latents.type() != ElementType.FLOAT
        || latents.dims().rank() < 2
        || latents.dims().get(0) != -1
        || latents.dims().size() < -Integer.MAX_VALUE) {
      throw new InvalidGraphException(
          "is not an exported generator: it lacks an input 'latents', float32 for each sample");
    }
    return latents.dims();
  }

  private static Known requireOutput(Model model, String name) {
    Known output = model.outputs().get(name);
    if (output == null
        || output.type() != ElementType.FLOAT
        || output.dims().rank() < 2
        || output.dims().get(0) != -1) {
      throw new InvalidGraphException(
          "is not an exported generator: it lacks an output '"
              + name
              + "', float32 for each sample");
    }
    return output;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public FloatNdArray sample(long seed, int count, int @Nullable [] labels) {
    FloatNdArray drawn =
        latents(seed, count)
            .orElseThrow(
                () ->
                    new ProviderException(
                        "the model "
                            + file.path()
                            + " does not say how its latents are drawn: give some"));
    return generate(drawn, labels);
  }

  @Override
  public Optional<FloatNdArray> latents(long seed, int count) {
    requireCount(count);
    OnnxRun draws = drawing;
    return draws == null
        ? Optional.empty()
        : Optional.of(
            open(
                () ->
                    draws.run(
                        inputs -> inputs.noise(noiseOfDrawing, new SeedDraws(seed, count), count),
                        Signal.LATENTS,
                        count)));
  }

  @Override
  public FloatNdArray generate(FloatNdArray values, int @Nullable [] labels) {
    Shape shape = values.shape();
    Check.rule(
        shape.numDimensions() == latents.rank()
            && shape.size() > 0
            && Dims.of(shape.asArray()).with(0, -1).equals(latents),
        "latents",
        "must be of shape " + latents.shape() + ", at least one",
        shape);
    requireCount(shape.get(0));
    return open(() -> generated(values, labels));
  }

  /** An array holds no more numbers. */
  private void requireCount(long count) {
    long most = Math.abs(latents.size());
    for (Known output : file.generator().model().outputs().values()) {
      most = Math.max(most, Math.abs(output.dims().size()));
    }
    for (DrawnNoise each : noise.values()) {
      most = Math.max(most, each.values());
    }
    Check.rule(
        count > 0 && count <= Integer.MAX_VALUE / most,
        "count",
        "must be in [1, " + Integer.MAX_VALUE / most + "]",
        count);
  }

  private FloatNdArray generated(FloatNdArray values, int @Nullable [] labels) {
    int count = Math.toIntExact(values.shape().get(0));
    int[] classesOf = LabelSpace.checked(labels, classes, count);
    float[] numbers = new float[Math.toIntExact(values.size())];
    values.copyTo(DataBuffers.of(numbers, false, false));
    return generator.run(
        inputs -> {
          inputs.floats(Signal.LATENTS, numbers, values.shape().asArray());
          if (classes > 0) {
            inputs.integers(PlayerModel.LABELS, classesOf);
          }
          inputs.noise(noise, RowDraws.of(numbers, count), count);
        },
        Signal.SAMPLES,
        count);
  }

  private FloatNdArray open(Supplier<FloatNdArray> call) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("this model is closed");
      }
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Waits for calls that are under way. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        generator.close();
        if (drawing != null) {
          drawing.close();
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
