package io.gan4j.components.architecture;

import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Fully connected layers. Generator: latents → hidden layers → one output per value of a sample →
 * the sample's shape. Discriminator: sample, flattened → hidden layers → one raw score. Good for
 * small images, rows and points; for larger images it needs too many weights.
 */
@Doc(
    value = "Fully connected layers",
    paper = "Goodfellow et al. 2014, section 5: generators of this kind")
public record MlpArchitecture(
    @Doc("Units of each hidden layer, from the input on") @Default("[256, 512]")
        List<Integer> units,
    @Doc("Activation of the hidden layers") @Default("leaky-relu") Activation activation,
    @Doc(
            "Activation of the generator's output; absent: sigmoid for samples in [0, 1], tanh for"
                + " [-1, 1], linear for unbounded ones. A discriminator takes none: its scores are"
                + " raw")
        @Nullable Activation output,
    @Doc("Probability that a hidden output is dropped in training, in [0, 1)") @Default("0")
        double dropout,
    @Doc("Initial kernels of all layers") @Default("glorot") Initializer kernel)
    implements Architecture {

  public MlpArchitecture {
    units = List.copyOf(units);
    for (int width : units) {
      Check.positive("units", width);
    }
    Check.inHalfOpen("dropout", dropout, 0, 1);
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    Shape sample = layout.samples().shape();
    Activation last = OutputActivation.of(output, layout.samples().range());
    List<LayerSpec> layers = hidden(layout.latents());
    layers.add(dense(layout.samples().valuesPerSample(), last));
    if (sample.numDimensions() != 1) {
      layers.add(new Reshape(Arrays.stream(sample.asArray()).boxed().toList()));
    }
    return new NetworkSpec(layout.latents(), layers);
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    OutputActivation.refuse(output);
    List<LayerSpec> layers = hidden(layout.samples().shape());
    layers.add(dense(1, new Linear()));
    return new NetworkSpec(layout.samples().shape(), layers);
  }

  private List<LayerSpec> hidden(Shape input) {
    List<LayerSpec> layers = new ArrayList<>();
    if (input.numDimensions() != 1) {
      layers.add(new Flatten());
    }
    for (int width : units) {
      layers.add(dense(width, activation));
      if (dropout > 0) {
        layers.add(new Dropout(dropout, true));
      }
    }
    return layers;
  }

  private Dense dense(int width, Activation activation) {
    return new Dense(width, activation, kernel, new ConstantInitializer(0), true);
  }
}
