package io.gan4j.core.architecture;

import io.gan4j.api.config.Check;
import io.gan4j.api.config.Default;
import io.gan4j.api.config.Doc;
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
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.core.activation.LeakyRelu;
import io.gan4j.core.activation.Linear;
import io.gan4j.core.activation.Relu;
import io.gan4j.core.initializer.ConstantInitializer;
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

  /** The smaller side is halved until it is below this. */
  private static final int SMALL = 8;

  /** Images with a smaller side are refused: there is nothing to convolve in half of them. */
  private static final int SMALLEST = 4;

  private static final double LEAK = 0.2;

  public DcganArchitecture {
    Check.positive("baseChannels", baseChannels);
    Check.rule(
        maxChannels >= baseChannels,
        "maxChannels",
        "must be >= baseChannels (" + baseChannels + ")",
        maxChannels);
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    Shape sample = layout.samples().shape();
    List<Size> sizes = sizes(sample);
    int halvings = sizes.size() - 1;
    Activation hidden = activation == null ? new Relu() : activation;
    List<LayerSpec> layers = new ArrayList<>();
    if (layout.latents().numDimensions() != 1) {
      layers.add(new Flatten());
    }
    Size smallest = sizes.get(halvings);
    int channels = channels(halvings - 1);
    layers.add(dense(Math.toIntExact(smallest.area() * channels), norm == null));
    layers.add(
        new Reshape(List.of((long) smallest.height(), (long) smallest.width(), (long) channels)));
    normalise(hidden, layers);
    for (int level = halvings - 1; level > 0; level--) {
      layers.add(
          enlarge(
              sizes.get(level + 1),
              sizes.get(level),
              channels(level - 1),
              new Linear(),
              hiddenBiases()));
      normalise(hidden, layers);
    }
    Activation last = OutputActivation.of(output, layout.samples().range());
    layers.add(
        enlarge(sizes.get(1), sizes.get(0), Math.toIntExact(sample.get(2)), last, Biases.TIED));
    return new NetworkSpec(layout.latents(), layers);
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    OutputActivation.refuse(output);
    Shape sample = layout.samples().shape();
    int halvings = sizes(sample).size() - 1;
    Activation hidden = activation == null ? new LeakyRelu(LEAK) : activation;
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(halve(channels(0), hidden, Biases.TIED));
    for (int level = 1; level < halvings; level++) {
      layers.add(halve(channels(level), new Linear(), hiddenBiases()));
      normalise(hidden, layers);
    }
    layers.add(new Flatten());
    layers.add(dense(1, true));
    return new NetworkSpec(sample, layers);
  }

  /** The image's size and its halves, down to the smallest. */
  private static List<Size> sizes(Shape sample) {
    if (sample.numDimensions() != 3) {
      throw new ShapeMismatchException(
          "dcgan lays out images [height, width, channels], got samples " + sample);
    }
    Size size = new Size(Math.toIntExact(sample.get(0)), Math.toIntExact(sample.get(1)));
    if (smallerSide(size) < SMALLEST) {
      throw new ShapeMismatchException(
          "dcgan needs images of at least "
              + Size.of(SMALLEST)
              + ", got "
              + sample
              + "; the next size that works is "
              + new Size(Math.max(SMALLEST, size.height()), Math.max(SMALLEST, size.width())));
    }
    List<Size> sizes = new ArrayList<>();
    sizes.add(size);
    do {
      size = new Size((size.height() + 1) / 2, (size.width() + 1) / 2);
      sizes.add(size);
    } while (smallerSide(size) >= SMALL);
    return sizes;
  }

  private static int smallerSide(Size size) {
    return Math.min(size.height(), size.width());
  }

  /** Channels after the image was halved once more than the level says. */
  private int channels(int level) {
    long doubled = (long) baseChannels << level;
    return (int) Math.min(maxChannels, doubled);
  }

  private Biases hiddenBiases() {
    return norm == null ? Biases.TIED : Biases.NONE;
  }

  private void normalise(Activation hidden, List<LayerSpec> layers) {
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
      Size from, Size to, int channels, Activation last, Biases biases) {
    boolean doubled = to.equals(new Size(2 * from.height(), 2 * from.width()));
    return new TransposedConv2d(
        channels,
        kernelSize,
        HALVING,
        Padding.SAME,
        doubled ? null : to,
        last,
        kernel,
        new ConstantInitializer(0),
        biases);
  }
}
