package io.gan4j.components.architecture;

import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Strided convolutions, for images of any size and number of channels. The image is halved, odd
 * sides rounded up, until its smaller side is below 8. Discriminator: one convolution by a stride
 * of 2 per halving, with twice as many channels each time, then one raw score. Generator: a dense
 * layer makes the smallest image, transposed convolutions undo the halvings one by one to the exact
 * size. The norm stands between convolution and activation, but not at the discriminator's input
 * and the generator's output; where it stands, there are no biases.
 */
@Doc(
    value = "Strided and transposed convolutions, for images of any size",
    paper = "Radford et al. 2016, DCGAN, section 3")
public record DcganArchitecture(
    @Doc("Channels next to the image; they double with every halving") @Default("64")
        int baseChannels,
    @Doc("Channels at most") @Default("512") int maxChannels,
    @Doc("Height and width of the kernels") @Default("5") Size kernelSize,
    @Doc("Layer between convolution and activation; null: none") @Default("batch-norm")
        @Nullable LayerSpec norm,
    @Doc(
            "Activation of the hidden layers; absent: relu in a generator, leaky relu by 0.2 in a"
                + " discriminator")
        @Nullable Activation activation,
    @Doc(
            "Activation of the generator's output; absent: sigmoid for samples in [0, 1], tanh for"
                + " [-1, 1], linear for unbounded ones. A discriminator takes none: its scores are"
                + " raw")
        @Nullable Activation output,
    @Doc("Initial kernels of all layers") @Default("{type: normal, stddev: 0.02}")
        Initializer kernel)
    implements Architecture {
  private static final Size HALVING = Size.of(2);

  private static final double LEAK = 0.2;

  public DcganArchitecture {
    DoublingChannels.check(baseChannels, maxChannels);
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    Halvings halvings = Halvings.of("dcgan", layout.samples().shape(), null);
    Activation hidden = activation == null ? new Relu() : activation;
    List<LayerSpec> layers = new ArrayList<>();
    if (layout.latents().numDimensions() != 1) {
      layers.add(new Flatten());
    }
    Size smallest = halvings.smallest();
    int channels = channels(halvings.count() - 1);
    layers.add(dense(Math.toIntExact(smallest.area() * channels), norm == null));
    layers.add(
        new Reshape(List.of((long) smallest.height(), (long) smallest.width(), (long) channels)));
    normalize(hidden, layers);
    for (int level = halvings.count() - 1; level > 0; level--) {
      layers.add(enlarge(halvings, level, channels(level - 1), new Linear(), hiddenBiases()));
      normalize(hidden, layers);
    }
    Activation last = OutputActivation.of(output, layout.samples().range());
    layers.add(enlarge(halvings, 0, halvings.imageChannels(), last, Biases.TIED));
    return new NetworkSpec(layout.latents(), layers);
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    OutputActivation.refuse(output);
    Shape sample = layout.samples().shape();
    int halvings = Halvings.of("dcgan", sample, null).count();
    Activation hidden = activation == null ? new LeakyRelu(LEAK) : activation;
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(halve(channels(0), hidden, Biases.TIED));
    for (int level = 1; level < halvings; level++) {
      layers.add(halve(channels(level), new Linear(), hiddenBiases()));
      normalize(hidden, layers);
    }
    layers.add(new Flatten());
    layers.add(dense(1, true));
    return new NetworkSpec(sample, layers);
  }

  /** Channels after the image was halved once more than the level says. */
  private int channels(int level) {
    return DoublingChannels.after(level, baseChannels, maxChannels);
  }

  private Biases hiddenBiases() {
    return norm == null ? Biases.TIED : Biases.NONE;
  }

  private void normalize(Activation hidden, List<LayerSpec> layers) {
    if (norm != null) {
      layers.add(norm);
    }
    layers.add(hidden);
  }

  private Dense dense(int units, boolean bias) {
    return new Dense(units, new Linear(), kernel, new ConstantInitializer(0), bias);
  }

  private Conv2d halve(int channels, Activation last, Biases biases) {
    return new Conv2d(
        channels,
        kernelSize,
        HALVING,
        Padding.SAME,
        Size.ONE,
        last,
        kernel,
        new ConstantInitializer(0),
        biases);
  }

  /** Undoes a halving; the size is spelt out only where it was odd. */
  private TransposedConv2d enlarge(
      Halvings halvings, int level, int channels, Activation last, Biases biases) {
    return new TransposedConv2d(
        channels,
        kernelSize,
        HALVING,
        Padding.SAME,
        halvings.doublesTo(level) ? null : halvings.size(level),
        last,
        kernel,
        new ConstantInitializer(0),
        biases);
  }
}
