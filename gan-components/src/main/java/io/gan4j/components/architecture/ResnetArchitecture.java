package io.gan4j.components.architecture;

import io.gan4j.api.layer.AveragePool;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Crop;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.GlobalPool;
import io.gan4j.api.layer.GlobalPool.Method;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.layer.SelfAttention;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.GlorotInitializer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Residual blocks of two 3×3 convolutions, for images of any size and number of channels. The image
 * is halved, odd sides rounded up. Generator: a dense layer makes the smallest image, each block
 * repeats its pixels to double it, then norm, activation and a convolution make the sample.
 * Discriminator: each block averages over 2×2 pixels behind its convolutions, one or more keep the
 * size, then activation, a sum or mean over all positions, and one raw score. Norm and activation
 * stand before each convolution. The first block of a discriminator begins with its convolution and
 * has no norm. A shortcut's 1×1 convolution is on the small side of the change of size, where it
 * makes the same for a quarter of the work: it commutes with repeating and with averaging.
 */
@Doc(
    value = "Residual blocks that repeat or average pixels, as SNGAN's and WGAN-GP's",
    paper = "Miyato et al. 2018, Spectral Normalization, tables 4 to 6; Gulrajani et al. 2017")
public record ResnetArchitecture(
    @Doc("Channels next to the image; they double with every halving") @Default("64")
        int baseChannels,
    @Doc("Channels at most") @Default("1024") int maxChannels,
    @Doc("How often the image is halved; absent: until its smaller side is below 8")
        @Nullable Integer halvings,
    @Doc(
            "Blocks at the smallest size that keep it; absent: none in a generator, one in a"
                + " discriminator")
        @Nullable Integer flatBlocks,
    @Doc(
            "Layer before each activation; absent: batch-norm in a generator, none in a"
                + " discriminator; linear: none")
        @Nullable LayerSpec norm,
    @Doc("Transform of the trained kernels before use; absent: none")
        @Nullable WeightTransform weights,
    @Doc("Smaller side of the map that goes through self-attention; absent: none")
        @Nullable Integer attention,
    @Doc("Activation of the hidden layers") @Default("relu") Activation activation,
    @Doc(
            "Activation of the generator's output; absent: sigmoid for samples in [0, 1], tanh for"
                + " [-1, 1], linear for unbounded ones. A discriminator takes none: its scores are"
                + " raw")
        @Nullable Activation output,
    @Doc(
            "How a discriminator makes one value of each channel of its last map; absent: sum, as"
                + " SNGAN; WGAN-GP: average")
        @Nullable Method pooling,
    @Doc("Initial kernels of the blocks' 3×3 convolutions; all others are glorot's")
        @Default("{type: glorot, gain: 1.4142135623730951}")
        Initializer kernel)
    implements Architecture {
  private static final String NAME = "resnet";
  private static final Size TWO = Size.of(2);
  private static final Size THREE = Size.of(3);
  private static final Initializer ZERO = new ConstantInitializer(0);
  private static final Initializer GLOROT = new GlorotInitializer(1);

  public ResnetArchitecture {
    DoublingChannels.check(baseChannels, maxChannels);
    if (flatBlocks != null) {
      Check.notNegative("flatBlocks", flatBlocks);
    }
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    return generator(NAME, layout);
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    return discriminator(NAME, layout);
  }

  /**
   * The generator of an architecture made of this one.
   *
   * @param name its name, for messages
   */
  NetworkSpec generator(String name, Layout layout) {
    if (pooling != null) {
      throw new InvalidValueException(
          "pooling", "must be absent for a generator, which pools nothing; found " + pooling);
    }
    Halvings sizes = sizes(name, layout);
    Activation last = OutputActivation.of(output, layout.samples().range());
    PlayerNorm before = PlayerNorm.ofGenerator(norm);
    List<LayerSpec> layers = new ArrayList<>();
    if (layout.latents().numDimensions() != 1) {
      layers.add(new Flatten());
    }
    Size smallest = sizes.smallest();
    int channels = channels(sizes.count());
    layers.add(dense(Math.toIntExact(smallest.area() * channels)));
    layers.add(
        new Reshape(List.of((long) smallest.height(), (long) smallest.width(), (long) channels)));
    for (int i = 0; i < (flatBlocks == null ? 0 : flatBlocks); i++) {
      layers.add(flat(before, channels, channels));
    }
    attend(smallest, layers);
    for (int level = sizes.count() - 1; level >= 0; level--) {
      layers.add(doubled(before, channels(level)));
      if (!sizes.doublesTo(level)) {
        layers.add(new Crop(sizes.size(level)));
      }
      if (level > 0) {
        attend(sizes.size(level), layers);
      }
    }
    before.addTo(layers);
    layers.add(activation);
    layers.add(conv(sizes.imageChannels(), THREE, last, GLOROT));
    return new NetworkSpec(layout.latents(), layers);
  }

  /**
   * The discriminator of an architecture made of this one.
   *
   * @param name its name, for messages
   */
  NetworkSpec discriminator(String name, Layout layout) {
    OutputActivation.refuse(output);
    Halvings sizes = sizes(name, layout);
    PlayerNorm before = PlayerNorm.ofDiscriminator(norm);
    List<LayerSpec> layers = new ArrayList<>();
    for (int level = 1; level <= sizes.count(); level++) {
      List<LayerSpec> body =
          level == 1 ? firstBody(channels(0)) : body(before, channels(level - 1));
      layers.add(halved(body, channels(level - 1), !sizes.doublesTo(level - 1)));
      attend(sizes.size(level), layers);
    }
    int channels = channels(sizes.count() - 1);
    for (int i = 0; i < (flatBlocks == null ? 1 : flatBlocks); i++) {
      layers.add(flat(before, channels, channels(sizes.count())));
      channels = channels(sizes.count());
    }
    layers.add(activation);
    layers.add(new GlobalPool(pooling == null ? Method.SUM : pooling));
    layers.add(dense(1));
    return new NetworkSpec(layout.samples().shape(), layers);
  }

  private Halvings sizes(String name, Layout layout) {
    Halvings sizes = Halvings.of(name, layout.samples().shape(), halvings);
    List<Integer> sides = sizes.sizes().stream().skip(1).map(Halvings::smallerSide).toList();
    if (attention != null && !sides.contains(attention)) {
      throw new InvalidValueException(
          "attention",
          "must be the smaller side of a map between image and scores, "
              + sides.stream().map(String::valueOf).collect(Collectors.joining(" or "))
              + ", found "
              + attention);
    }
    return sizes;
  }

  /** Channels of the image after so many halvings. */
  private int channels(int level) {
    return DoublingChannels.after(level, baseChannels, maxChannels);
  }

  /** Norm, activation, convolution, twice. */
  private List<LayerSpec> body(PlayerNorm before, int channels) {
    List<LayerSpec> body = new ArrayList<>();
    before.addTo(body);
    body.add(activation);
    body.add(conv(channels, THREE, new Linear(), kernel));
    before.addTo(body);
    body.add(activation);
    body.add(conv(channels, THREE, new Linear(), kernel));
    return body;
  }

  /** On the image itself, which needs neither norm nor activation. */
  private List<LayerSpec> firstBody(int channels) {
    return List.of(
        conv(channels, THREE, activation, kernel), conv(channels, THREE, new Linear(), kernel));
  }

  private Residual flat(PlayerNorm before, int from, int to) {
    return new Residual(
        body(before, to),
        from == to ? List.of() : List.of(conv(to, Size.ONE, new Linear(), GLOROT)),
        Combine.ADD);
  }

  private Residual doubled(PlayerNorm before, int channels) {
    List<LayerSpec> body = body(before, channels);
    int firstConv = body.indexOf(activation) + 1;
    body.add(firstConv, new Upsample(TWO, Upsample.Method.NEAREST));
    return new Residual(
        body,
        List.of(
            conv(channels, Size.ONE, new Linear(), GLOROT),
            new Upsample(TWO, Upsample.Method.NEAREST)),
        Combine.ADD);
  }

  private Residual halved(List<LayerSpec> body, int channels, boolean odd) {
    LayerSpec pool = new AveragePool(TWO, null, Padding.VALID, odd);
    List<LayerSpec> pooled = new ArrayList<>(body);
    pooled.add(pool);
    return new Residual(
        pooled, List.of(pool, conv(channels, Size.ONE, new Linear(), GLOROT)), Combine.ADD);
  }

  private void attend(Size size, List<LayerSpec> layers) {
    if (attention != null && Halvings.smallerSide(size) == attention) {
      boolean even = size.height() % 2 == 0 && size.width() % 2 == 0;
      layers.add(new SelfAttention(8, 2, even ? 2 : 1, GLOROT, weights));
    }
  }

  private Conv2d conv(int channels, Size window, Activation last, Initializer initial) {
    return new Conv2d(
        channels,
        window,
        Size.ONE,
        Padding.SAME,
        Size.ONE,
        last,
        initial,
        ZERO,
        Biases.TIED,
        weights);
  }

  private Dense dense(int units) {
    return new Dense(units, new Linear(), GLOROT, ZERO, true, weights);
  }
}
