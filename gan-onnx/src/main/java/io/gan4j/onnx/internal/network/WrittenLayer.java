package io.gan4j.onnx.internal.network;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxGraph;
import io.gan4j.onnx.extension.OnnxTensor;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * The context of one layer.
 *
 * @param network writes it
 * @param placed the outermost layer that it is in
 * @param prefix what the names of its parameters begin with among that layer's
 * @param inputShape of one sample
 * @param outputShape of one sample
 */
record WrittenLayer(
    NetworkWriter network, Placed placed, String prefix, Shape inputShape, Shape outputShape)
    implements OnnxContext {

  @Override
  public OnnxGraph graph() {
    return network.graph();
  }

  @Override
  public TensorOps<OnnxTensor> ops() {
    return new OnnxOps(network.graph());
  }

  @Override
  public OnnxTensor parameter(String name) {
    ParameterSpec spec = spec(name);
    String full = network.player() + "/" + placed.name() + "/" + spec.name();
    return network.graph().constant(full, network.weights().parameter(full));
  }

  @Override
  public OnnxTensor kernel(String name, @Nullable WeightTransform transform) {
    return transform == null
        ? parameter(name)
        : transform.apply(new Kept(this, spec(name).named(name)));
  }

  @Override
  public OnnxTensor labels() {
    OnnxTensor labels = network.labels();
    if (labels == null) {
      throw new IllegalStateException(
          "layer " + placed.name() + " asks for labels, and does not say that it sees any");
    }
    return labels;
  }

  @Override
  public NoiseSource<OnnxTensor> noise() {
    return network.noise().scoped(placed.name() + "/" + prefix);
  }

  @Override
  public OnnxTensor write(String name, LayerSpec child, OnnxTensor input) {
    Shape shape = input.shape().tail();
    WrittenLayer inner =
        new WrittenLayer(network, placed, prefix + name + "/", shape, child.outputShape(shape));
    return network.layers().write(child, input, inner);
  }

  private ParameterSpec spec(String name) {
    return placed.parameters().stream()
        .filter(spec -> spec.name().equals(prefix + name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "layer " + placed.name() + " has no parameter '" + prefix + name + "'"));
  }

  /**
   * One kernel of a layer as its transform sees it.
   *
   * @param layer the layer's context
   * @param kernel the kernel, by its name in the layer
   */
  private record Kept(WrittenLayer layer, ParameterSpec kernel)
      implements WeightTransform.Kept<OnnxTensor> {

    @Override
    public TensorOps<OnnxTensor> ops() {
      return layer.ops();
    }

    @Override
    public OnnxTensor value() {
      return layer.parameter(kernel.name());
    }

    @Override
    public OnnxTensor value(String parameter) {
      return layer.parameter(parameter);
    }

    @Override
    public void moveStatistic(String statistic, OnnxTensor next) {
      // Nothing moves in inference.
    }
  }
}
