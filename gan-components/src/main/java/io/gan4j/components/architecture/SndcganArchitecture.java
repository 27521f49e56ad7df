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
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.weight.SpectralNorm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * The plain convolutional networks of the paper on spectral norm, for images of any size and number
 * of channels. The image is halved, odd sides rounded up, until its smaller side is below 8.
 * Discriminator: per halving a 3×3 convolution and a 4×4 one by a stride of 2, then a last 3×3
 * convolution and one raw score, all under spectral norm. Generator: a dense layer makes the
 * smallest image, 4×4 transposed convolutions double it, a 3×3 convolution makes the sample. The
 * norm of a generator also stands behind its dense layer, as in the authors' code; their table of
 * layers leaves it out. Where a norm stands, there are no biases.
 */
@Doc(
    value = "Convolutions in pairs, the discriminator's under spectral norm",
    paper = "Miyato et al. 2018, Spectral Normalization, table 3")
public record SndcganArchitecture(
    @Doc("Channels next to the image; they double with every halving") @Default("64")
        int baseChannels,
    @Doc("Channels at most") @Default("512") int maxChannels,
    @Doc(
            "Layer between convolution and activation; absent: batch-norm in a generator, none in a"
                + " discriminator; linear: none")
        @Nullable LayerSpec norm,
    @Doc(
            "Transform of the trained kernels before use; absent: spectral-norm in"
                + " a discriminator, plain in a generator")
        @Nullable WeightTransform weights,
    @Doc(
            "Activation of the hidden layers; absent: relu in a generator, leaky relu by 0.1 in a"
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
  private static final String NAME = "sndcgan";
  private static final Size TWO = Size.of(2);
  private static final Size THREE = Size.of(3);
  private static final Size FOUR = Size.of(4);
  private static final double LEAK = 0.1;
  private static final Initializer ZERO = new ConstantInitializer(0);

  public SndcganArchitecture {
    DoublingChannels.check(baseChannels, maxChannels);
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    Halvings halvings = Halvings.of(NAME, layout.samples().shape(), null);
    Activation last = OutputActivation.of(output, layout.samples().range());
    Parts parts =
        new Parts(
            PlayerNorm.ofGenerator(norm),
            activation == null ? new Relu() : activation,
            weights,
            kernel);
    List<LayerSpec> layers = new ArrayList<>();
    if (layout.latents().numDimensions() != 1) {
      layers.add(new Flatten());
    }
    Size smallest = halvings.smallest();
    int channels = channels(halvings.count());
    boolean bias = !parts.norm().present();
    layers.add(parts.dense(Math.toIntExact(smallest.area() * channels), bias));
    layers.add(
        new Reshape(List.of((long) smallest.height(), (long) smallest.width(), (long) channels)));
    parts.follow(layers);
    for (int level = halvings.count() - 1; level >= 0; level--) {
      layers.add(
          parts.enlarge(channels(level), halvings.doublesTo(level) ? null : halvings.size(level)));
      parts.follow(layers);
    }
    layers.add(parts.outer(halvings.imageChannels(), last));
    return new NetworkSpec(layout.latents(), layers);
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    OutputActivation.refuse(output);
    Shape sample = layout.samples().shape();
    int halvings = Halvings.of(NAME, sample, null).count();
    Parts parts =
        new Parts(
            PlayerNorm.ofDiscriminator(norm),
            activation == null ? new LeakyRelu(LEAK) : activation,
            weights == null ? new SpectralNorm(1) : weights,
            kernel);
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(parts.outer(channels(0), parts.activation()));
    for (int level = 0; level < halvings; level++) {
      layers.add(parts.halve(channels(level)));
      parts.follow(layers);
      layers.add(parts.hidden(channels(level + 1)));
      parts.follow(layers);
    }
    layers.add(new Flatten());
    layers.add(parts.dense(1, true));
    return new NetworkSpec(sample, layers);
  }

  /** Channels of the image after so many halvings. */
  private int channels(int level) {
    return DoublingChannels.after(level, baseChannels, maxChannels);
  }

  /** A player's layers, and what they share. */
  private record Parts(
      PlayerNorm norm,
      Activation activation,
      @Nullable WeightTransform weights,
      Initializer kernel) {

    Dense dense(int units, boolean bias) {
      return new Dense(units, new Linear(), kernel, ZERO, bias, weights);
    }

    Conv2d hidden(int channels) {
      return conv(channels, THREE, Size.ONE, new Linear(), biases());
    }

    /** Halves the image, odd sides rounded up. */
    Conv2d halve(int channels) {
      return conv(channels, FOUR, TWO, new Linear(), biases());
    }

    /** A convolution without a norm behind it. */
    Conv2d outer(int channels, Activation last) {
      return conv(channels, THREE, Size.ONE, last, Biases.TIED);
    }

    private Conv2d conv(int channels, Size window, Size stride, Activation last, Biases biases) {
      return new Conv2d(
          channels, window, stride, Padding.SAME, Size.ONE, last, kernel, ZERO, biases, weights);
    }

    /**
     * Doubles the image.
     *
     * @param size what it becomes; null for exactly twice
     */
    TransposedConv2d enlarge(int channels, @Nullable Size size) {
      return new TransposedConv2d(
          channels, FOUR, TWO, Padding.SAME, size, new Linear(), kernel, ZERO, biases(), weights);
    }

    private Biases biases() {
      return norm.present() ? Biases.NONE : Biases.TIED;
    }

    /** Puts norm and activation behind the last layer. */
    void follow(List<LayerSpec> layers) {
      norm.addTo(layers);
      layers.add(activation);
    }
  }
}
