package io.gan4j.components.architecture;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.BlurPool;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Crop;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.DepthwiseConv2d;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.Embedding.Join;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.GroupedConv2d;
import io.gan4j.api.layer.LearnedBasis;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.HeInitializer;
import io.gan4j.components.initializer.NormalInitializer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Residual networks without norms, for images of any size and number of channels. The image is
 * halved, odd sides rounded up. A block adds to its input what three convolutions make of it: 1×1
 * to more channels, 3×3 in groups, 1×1 back, leaky relu by 0.2 behind the first two; the last
 * begins at 0, so that a block begins as nothing. Images change their size by weights [1, 3, 3, 1]
 * along each axis, and their channels by a 1×1 convolution, on the small side of the change, where
 * they differ. Generator: a learnt basis makes the smallest map, and a 1×1 convolution the sample.
 * Discriminator: a 1×1 convolution begins; a convolution of each channel over the whole smallest
 * map and a linear layer make the raw score. Scores have no activation. With labels the generator
 * sees a vector per class beside its latents, and the score is the inner product of such a vector
 * and the linear layer's values. Made for the loss {@code relativistic-pairing} with {@code r1} and
 * {@code r2} at every step.
 */
@Doc(
    value = "Residual networks without norms, with grouped convolutions, as R3GAN's",
    paper = "Huang et al. 2024, The GAN is dead; long live the GAN! (R3GAN)")
public record R3ganArchitecture(
    @Doc("Channels next to the image; they double with every halving") @Default("768")
        int baseChannels,
    @Doc("Channels at most") @Default("768") int maxChannels,
    @Doc("How often the image is halved; absent: until its smaller side is below 8")
        @Nullable Integer halvings,
    @Doc("Blocks at each size") @Default("2") int blocks,
    @Doc("Channels within a block, as a multiple of those outside") @Default("2") int expansion,
    @Doc("Channels of a group of the 3x3 convolution; divides the channels within a block")
        @Default("16")
        int groupSize,
    @Doc(
            "Activation of the generator's output; absent: sigmoid for samples in [0, 1], tanh for"
                + " [-1, 1], linear for unbounded ones; the original has linear. A discriminator"
                + " takes none: its scores are raw")
        @Nullable Activation output,
    @Doc(
            "Whether both players see the labels of the data: the generator as a vector per class,"
                + " as long as its latents, beside them; the discriminator as the inner product of"
                + " a vector per class and its features, which then is the score")
        @Default("false")
        boolean labels)
    implements Architecture {
  private static final String NAME = "r3gan";
  private static final Size THREE = Size.of(3);
  private static final Activation LEAKY = new LeakyRelu(0.2);
  private static final Initializer ZERO = new ConstantInitializer(0);

  /** Keeps the variance of values behind leaky relu by 0.2: √(2/1.04). */
  private static final double GAIN = Math.sqrt(1 / 1.04);

  /** Standard deviation 1/√inputs. */
  private static final Initializer UNIT = new HeInitializer(Math.sqrt(0.5));

  public R3ganArchitecture {
    DoublingChannels.check(baseChannels, maxChannels);
    Check.positive("blocks", blocks);
    Check.positive("expansion", expansion);
    Check.positive("groupSize", groupSize);
    Check.rule(
        baseChannels * expansion % groupSize == 0 && maxChannels * expansion % groupSize == 0,
        "groupSize",
        "must divide the channels within blocks, " + expansion + " times those outside",
        groupSize);
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    Halvings sizes = Halvings.of(NAME, layout.samples().shape(), halvings);
    Activation last = OutputActivation.of(output, layout.samples().range());
    List<LayerSpec> layers = new ArrayList<>();
    if (layout.latents().numDimensions() != 1) {
      layers.add(new Flatten());
    }
    int channels = channels(sizes.count());
    if (labels) {
      // As long as the latents, of variance 1 over all classes.
      int size = Math.toIntExact(layout.latents().size());
      layers.add(new Embedding(classes(layout), Join.CONCAT, size, UNIT, null));
    }
    layers.add(
        new LearnedBasis(sizes.smallest(), channels, UNIT, new NormalInitializer(0, 1), null));
    addBlocks(layers, channels, sizes);
    for (int level = sizes.count() - 1; level >= 0; level--) {
      if (channels(level) != channels) {
        channels = channels(level);
        layers.add(pointwise(channels, UNIT));
      }
      layers.add(new Upsample(Size.of(2), Upsample.Method.BINOMIAL));
      if (!sizes.doublesTo(level)) {
        layers.add(new Crop(sizes.size(level)));
      }
      addBlocks(layers, channels, sizes);
    }
    layers.add(
        new Conv2d(
            sizes.imageChannels(),
            Size.ONE,
            Size.ONE,
            Padding.SAME,
            Size.ONE,
            last,
            UNIT,
            ZERO,
            Biases.NONE));
    return new NetworkSpec(layout.latents(), layers);
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    OutputActivation.refuse(output);
    Shape sample = layout.samples().shape();
    Halvings sizes = Halvings.of(NAME, sample, halvings);
    List<LayerSpec> layers = new ArrayList<>();
    int channels = channels(0);
    layers.add(pointwise(channels, UNIT));
    addBlocks(layers, channels, sizes);
    for (int level = 1; level <= sizes.count(); level++) {
      layers.add(new BlurPool());
      if (channels(level) != channels) {
        channels = channels(level);
        layers.add(pointwise(channels, UNIT));
      }
      addBlocks(layers, channels, sizes);
    }
    layers.add(
        new DepthwiseConv2d(
            1,
            sizes.smallest(),
            1,
            Padding.VALID,
            Size.ONE,
            new Linear(),
            UNIT,
            ZERO,
            Biases.NONE));
    layers.add(new Flatten());
    if (labels) {
      layers.add(new Dense(channels, new Linear(), UNIT, ZERO, false));
      Initializer vectors = new HeInitializer(Math.sqrt(0.5 / channels));
      layers.add(new Embedding(classes(layout), Join.INNER_PRODUCT, null, vectors, null));
    } else {
      layers.add(new Dense(1, new Linear(), UNIT, ZERO, false));
    }
    return new NetworkSpec(sample, layers);
  }

  private static int classes(Layout layout) {
    return layout
        .labels()
        .map(LabelSpace::count)
        .orElseThrow(
            () ->
                new InvalidValueException(
                    "labels", "must be false where the data has no labels, found true"));
  }

  /** Channels of the image after so many halvings. */
  private int channels(int level) {
    return DoublingChannels.after(level, baseChannels, maxChannels);
  }

  private void addBlocks(List<LayerSpec> layers, int channels, Halvings sizes) {
    int all = blocks * (sizes.count() + 1);
    // Fixup: the more blocks add up, the less each begins with.
    Initializer inner = new HeInitializer(GAIN * Math.pow(all, -0.25));
    int within = channels * expansion;
    for (int i = 0; i < blocks; i++) {
      layers.add(
          new Residual(
              List.of(
                  conv(within, LEAKY, inner, Biases.TIED),
                  new GroupedConv2d(
                      within,
                      within / groupSize,
                      THREE,
                      Padding.SAME,
                      LEAKY,
                      inner,
                      ZERO,
                      Biases.TIED,
                      null),
                  pointwise(channels, ZERO)),
              List.of(),
              Combine.ADD));
    }
  }

  private static Conv2d pointwise(int channels, Initializer kernel) {
    return conv(channels, new Linear(), kernel, Biases.NONE);
  }

  private static Conv2d conv(
      int channels, Activation activation, Initializer kernel, Biases biases) {
    return new Conv2d(
        channels, Size.ONE, Size.ONE, Padding.SAME, Size.ONE, activation, kernel, ZERO, biases);
  }
}
