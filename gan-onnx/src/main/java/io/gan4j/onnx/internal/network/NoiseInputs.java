package io.gan4j.onnx.internal.network;

import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxTensor;
import io.gan4j.onnx.internal.graph.Dims;
import io.gan4j.onnx.internal.graph.ElementType;
import io.gan4j.onnx.internal.graph.Known;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/**
 * Noise as inputs of the model: whoever runs it draws them. The inputs are called {@code noise},
 * {@code noise_2} and so on; the metadata say of each how it is distributed and from which stream
 * gan4j draws it.
 */
public final class NoiseInputs implements NoiseSource<OnnxTensor> {
  /** What the metadata's keys begin with; the input's name follows. */
  public static final String KEY = "noise.";

  /** Uniform in [0, 1). */
  public static final String UNIFORM = "uniform";

  /** Standard normal. */
  public static final String NORMAL = "normal";

  /** Standard normal within two standard deviations. */
  public static final String TRUNCATED_NORMAL = "truncated-normal";

  /** Whole numbers from 0 to below a bound, which follows behind a slash. */
  public static final String BELOW = "below";

  private final GraphBuilder graph;
  private final Weights weights;
  private final String prefix;
  private final Map<String, String> described;

  private NoiseInputs(
      GraphBuilder graph, Weights weights, String prefix, Map<String, String> described) {
    this.graph = graph;
    this.weights = weights;
    this.prefix = prefix;
    this.described = described;
  }

  /**
   * Noise of a graph that has none yet.
   *
   * @param prefix what the names of its streams begin with
   */
  NoiseInputs(GraphBuilder graph, Weights weights, String prefix) {
    this(graph, weights, prefix, new LinkedHashMap<>());
  }

  /** The same, with streams below a name. */
  NoiseInputs scoped(String name) {
    return new NoiseInputs(graph, weights, prefix + name, described);
  }

  /** What the metadata say of the inputs. */
  Map<String, String> described() {
    return described;
  }

  private OnnxTensor input(String distribution, String stream, ElementType type, Shape shape) {
    int before = described.size();
    String name = before == 0 ? "noise" : "noise_" + (before + 1);
    described.put(KEY + name, distribution + " " + prefix + stream);
    return graph.input(name, new Known(type, Dims.of(shape.prepend(-1))));
  }

  @Override
  public OnnxTensor uniform(String stream, Shape shape) {
    return input(UNIFORM, stream, ElementType.FLOAT, shape);
  }

  @Override
  public OnnxTensor normal(String stream, Shape shape) {
    return input(NORMAL, stream, ElementType.FLOAT, shape);
  }

  @Override
  public OnnxTensor truncatedNormal(String stream, Shape shape) {
    return input(TRUNCATED_NORMAL, stream, ElementType.FLOAT, shape);
  }

  @Override
  public OnnxTensor pick(
      String stream, int rows, Function<NoiseSource<OnnxTensor>, OnnxTensor> table) {
    OnnxTensor values = graph.constant(prefix + stream, weights.table(prefix + stream));
    OnnxTensor row = input(BELOW + "/" + rows, stream + "/row", ElementType.INT64, Shape.scalar());
    return graph.node("Gather", OnnxAttributes.NONE.withInteger("axis", 0), values, row);
  }
}
