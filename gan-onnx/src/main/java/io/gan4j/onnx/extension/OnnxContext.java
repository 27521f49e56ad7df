package io.gan4j.onnx.extension;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** What a layer is written with. Everything is as in inference. */
public interface OnnxContext {

  /** The graph. */
  OnnxGraph graph();

  /** The same graph, in the algebra of losses and activations. */
  TensorOps<OnnxTensor> ops();

  /** Shape of one input sample. */
  Shape inputShape();

  /** Shape of one output sample. */
  Shape outputShape();

  /**
   * The value of a parameter or statistic, of a kernel as it is trained.
   *
   * @param name as the layer's {@link LayerSpec#parameters} call it
   */
  OnnxTensor parameter(String name);

  /**
   * A kernel as the layer uses it.
   *
   * @param name as the layer's {@link LayerSpec#parameters} call it
   * @param transform what makes it from the kernel that is trained; null if that is the one
   */
  OnnxTensor kernel(String name, @Nullable WeightTransform transform);

  /** The parameter {@code kernel} as the layer uses it. */
  default OnnxTensor kernel(@Nullable WeightTransform transform) {
    return kernel("kernel", transform);
  }

  /** One-hot labels of the samples that pass, {@code [batch, classes]}. */
  OnnxTensor labels();

  /** This layer's own noise: each array that is taken of it becomes an input of the model. */
  NoiseSource<OnnxTensor> noise();

  /**
   * Writes a layer within this one.
   *
   * @param name prefix of its parameters among this layer's: {@code name/kernel}
   * @param child the inner layer
   * @param input {@code [batch, …]}
   */
  OnnxTensor write(String name, LayerSpec child, OnnxTensor input);
}
