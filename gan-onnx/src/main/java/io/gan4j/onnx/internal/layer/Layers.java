package io.gan4j.onnx.internal.layer;

import io.gan4j.api.layer.AveragePool;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.BlurPool;
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
import io.gan4j.api.layer.GroupedConv2d;
import io.gan4j.api.layer.InstanceNorm;
import io.gan4j.api.layer.LayerNorm;
import io.gan4j.api.layer.LearnedBasis;
import io.gan4j.api.layer.MaxPool;
import io.gan4j.api.layer.Maxout;
import io.gan4j.api.layer.MaxoutConv2d;
import io.gan4j.api.layer.Parallel;
import io.gan4j.api.layer.PixelNorm;
import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.layer.SelfAttention;
import io.gan4j.api.layer.SeparableConv2d;
import io.gan4j.api.layer.TabularOutput;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.onnx.extension.OnnxContext;
import io.gan4j.onnx.extension.OnnxLayer;
import io.gan4j.onnx.extension.OnnxTensor;
import java.util.HashMap;
import java.util.Map;

/**
 * All layers that can be written. Those that compare the samples of a batch are not among them: a
 * sample would depend on what it is asked for with.
 */
public final class Layers {
  private final Map<Class<? extends LayerSpec>, OnnxLayer<?>> all = new HashMap<>();

  private Layers() {
    add(Dense.class, VectorLayers::dense);
    add(Embedding.class, VectorLayers::embedding);
    add(LearnedBasis.class, VectorLayers::learnedBasis);
    add(Maxout.class, VectorLayers::maxout);
    add(TabularOutput.class, TabularLayer::write);

    add(Conv2d.class, Convolutions::plain);
    add(DepthwiseConv2d.class, Convolutions::depthwise);
    add(GroupedConv2d.class, Convolutions::grouped);
    add(MaxoutConv2d.class, Convolutions::maxout);
    add(SeparableConv2d.class, Convolutions::separable);
    add(TransposedConv2d.class, TransposedConvolution::write);
    add(SelfAttention.class, Attention::write);

    add(AveragePool.class, Pools::average);
    add(GlobalPool.class, Pools::global);
    add(MaxPool.class, Pools::max);
    add(BlurPool.class, Resampling::blur);
    add(Upsample.class, Resampling::upsample);
    add(Crop.class, Resampling::crop);
    add(DepthToSpace.class, Resampling::depthToSpace);

    add(BatchNorm.class, Norms::batch);
    add(GroupNorm.class, Norms::group);
    add(InstanceNorm.class, Norms::instance);
    add(LayerNorm.class, Norms::layer);
    add(PixelNorm.class, Norms::pixel);

    add(Flatten.class, (layer, input, to) -> reshaped(input, to));
    add(Reshape.class, (layer, input, to) -> reshaped(input, to));
    add(GaussianNoise.class, (layer, input, to) -> input); // in training only
    add(Dropout.class, Layers::dropout);
    add(Parallel.class, Branches::combined);
    add(Residual.class, Branches::combined);
    add(ReconstructionError.class, Branches::error);
  }

  private <L extends LayerSpec> void add(Class<L> layer, OnnxLayer<L> written) {
    all.put(layer, written);
  }

  /** All of them, by the layer's class. */
  public static Map<Class<? extends LayerSpec>, OnnxLayer<?>> all() {
    return Map.copyOf(new Layers().all);
  }

  private static OnnxTensor reshaped(OnnxTensor input, OnnxContext context) {
    return context.ops().reshape(input, context.outputShape().prepend(-1));
  }

  private static OnnxTensor dropout(Dropout layer, OnnxTensor input, OnnxContext context) {
    return layer.inverted() || layer.rate() == 0
        ? input
        : context.ops().mul(input, context.ops().constant(1 - layer.rate()));
  }
}
