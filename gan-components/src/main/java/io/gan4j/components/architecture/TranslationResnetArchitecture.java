package io.gan4j.components.architecture;

import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Combine;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Residual;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A generator that makes an image of an image: a 7×7 convolution, 3×3 ones by a stride of 2,
 * residual blocks on the small map, transposed convolutions back to the exact size, and a 7×7
 * convolution. Each is followed by norm and activation but the last, and the second of a block.
 * Beyond the border lie zeros. Dropout, where there is some, stands in the middle of each block, in
 * sampling as in training. The norm's default takes the statistics of each image by itself, which
 * are the same in both; of {@code batch-norm} sampling takes the moving ones. Its discriminator is
 * {@code patchgan}'s.
 */
@Doc(
    value = "An image of an image: residual blocks on a map of a quarter of its size",
    paper = "Johnson et al. 2016; Zhu et al. 2017, CycleGAN, appendix 7.2")
public record TranslationResnetArchitecture(
    @Doc("Channels next to the image; they double with every halving") @Default("64")
        int baseChannels,
    @Doc("Channels at most") @Default("256") int maxChannels,
    @Doc("How often the image is halved in front of the blocks") @Default("2") int halvings,
    @Doc("Residual blocks; absent: 9 for images whose smaller side is 256 or more, 6 for others")
        @Nullable Integer blocks,
    @Doc("Layer behind each convolution; null: none") @Default("instance-norm")
        @Nullable LayerSpec norm,
    @Doc(
            "Probability that a value in the middle of a block is dropped, in training and in"
                + " sampling, in [0, 1)")
        @Default("0")
        double dropout,
    @Doc(
            "Activation of the generator's output; absent: sigmoid for samples in [0, 1], tanh for"
                + " [-1, 1], linear for unbounded ones. A discriminator takes none: its scores are"
                + " raw")
        @Nullable Activation output,
    @Doc("Initial kernels of all layers") @Default("{type: normal, stddev: 0.02}")
        Initializer kernel)
    implements Architecture {
  private static final String NAME = "translation-resnet";
  private static final Size THREE = Size.of(3);
  private static final Size SEVEN = Size.of(7);
  private static final Size HALVING = Size.of(2);

  /** The smaller side from which images have more blocks, and how many. */
  private static final int LARGE = 256;

  private static final int BLOCKS_OF_LARGE = 9;
  private static final int BLOCKS = 6;

  public TranslationResnetArchitecture {
    DoublingChannels.check(baseChannels, maxChannels);
    Check.positive("halvings", halvings);
    if (blocks != null) {
      Check.notNegative("blocks", blocks);
    }
    Check.inHalfOpen("dropout", dropout, 0, 1);
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    List<LayerSpec> layers = new ArrayList<>(SourceImages.enlarged(NAME, layout));
    Halvings sizes = Halvings.of(NAME, layout.samples().shape(), halvings);
    add(layers, conv(channels(0), SEVEN, Size.ONE, new Linear(), norm == null));
    for (int level = 1; level <= sizes.count(); level++) {
      add(layers, conv(channels(level), THREE, HALVING, new Linear(), norm == null));
    }
    for (int i = 0; i < blocks(sizes.size(0)); i++) {
      layers.add(block(channels(sizes.count())));
    }
    for (int level = sizes.count() - 1; level >= 0; level--) {
      add(layers, enlarge(sizes, level, channels(level)));
    }
    Activation last = OutputActivation.of(output, layout.samples().range());
    layers.add(conv(sizes.imageChannels(), SEVEN, Size.ONE, last, true));
    return new NetworkSpec(layout.latents(), layers);
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    OutputActivation.refuse(output);
    return new PatchganArchitecture(baseChannels, maxChannels, null, norm, kernel)
        .discriminator(layout);
  }

  private int blocks(Size image) {
    if (blocks != null) {
      return blocks;
    }
    return Halvings.smallerSide(image) >= LARGE ? BLOCKS_OF_LARGE : BLOCKS;
  }

  /** Channels after so many halvings. */
  private int channels(int level) {
    return DoublingChannels.after(level, baseChannels, maxChannels);
  }

  private Residual block(int channels) {
    List<LayerSpec> body = new ArrayList<>();
    add(body, conv(channels, THREE, Size.ONE, new Linear(), norm == null));
    if (dropout > 0) {
      body.add(new Dropout(dropout, true, true));
    }
    body.add(conv(channels, THREE, Size.ONE, new Linear(), norm == null));
    if (norm != null) {
      body.add(norm);
    }
    return new Residual(body, List.of(), Combine.ADD);
  }

  /** A layer, its norm and its activation. */
  private void add(List<LayerSpec> layers, LayerSpec layer) {
    layers.add(layer);
    if (norm != null) {
      layers.add(norm);
    }
    layers.add(new Relu());
  }

  private Conv2d conv(int channels, Size window, Size stride, Activation last, boolean bias) {
    return new Conv2d(
        channels,
        window,
        stride,
        Padding.SAME,
        Size.ONE,
        last,
        kernel,
        new ConstantInitializer(0),
        bias ? Biases.TIED : Biases.NONE);
  }

  /** Undoes a halving; the size is spelt out only where it was odd. */
  private TransposedConv2d enlarge(Halvings sizes, int level, int channels) {
    return new TransposedConv2d(
        channels,
        THREE,
        HALVING,
        Padding.SAME,
        sizes.doublesTo(level) ? null : sizes.size(level),
        new Linear(),
        kernel,
        new ConstantInitializer(0),
        norm == null ? Biases.TIED : Biases.NONE);
  }
}
