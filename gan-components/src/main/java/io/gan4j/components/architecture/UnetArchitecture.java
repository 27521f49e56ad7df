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
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Relu;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * A generator that makes an image of an image: 4×4 convolutions by a stride of 2 down to a small
 * map, transposed ones back to the exact size, and at every size what came down stands beside what
 * goes up. There is no norm at the image, nor on the smallest map. Dropout stands behind the
 * innermost layers of the way up, in sampling as in training: it is the only noise. The norm's
 * default takes the statistics of each image by itself, which are the same in both; of {@code
 * batch-norm} sampling takes the moving ones. Its discriminator is {@code patchgan}'s.
 */
@Doc(
    value = "An image of an image: down to a small map and up again, with a skip at every size",
    paper = "Isola et al. 2017, pix2pix, appendix 6.1.1; Ronneberger et al. 2015, U-Net")
public record UnetArchitecture(
    @Doc("Channels next to the image; they double with every halving") @Default("64")
        int baseChannels,
    @Doc("Channels at most") @Default("512") int maxChannels,
    @Doc("How often the image is halved; absent: until its smaller side is below 4")
        @Nullable Integer halvings,
    @Doc("Layer behind each convolution; null: none") @Default("instance-norm")
        @Nullable LayerSpec norm,
    @Doc("Probability that a value is dropped, in training and in sampling, in [0, 1)")
        @Default("0.5")
        double dropout,
    @Doc("Layers of the way up that have dropout, the innermost first") @Default("3")
        int dropoutLayers,
    @Doc(
            "Activation of the generator's output; absent: sigmoid for samples in [0, 1], tanh for"
                + " [-1, 1], linear for unbounded ones. A discriminator takes none: its scores are"
                + " raw")
        @Nullable Activation output,
    @Doc("Initial kernels of all layers") @Default("{type: normal, stddev: 0.02}")
        Initializer kernel)
    implements Architecture {
  private static final String NAME = "unet";
  private static final Size WINDOW = Size.of(4);
  private static final Size HALVING = Size.of(2);
  private static final double LEAK = 0.2;

  /** The smaller side is halved until it is below this. */
  private static final int SMALL = 4;

  public UnetArchitecture {
    DoublingChannels.check(baseChannels, maxChannels);
    Check.inHalfOpen("dropout", dropout, 0, 1);
    Check.notNegative("dropoutLayers", dropoutLayers);
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    List<LayerSpec> layers = new ArrayList<>(SourceImages.enlarged(NAME, layout));
    Halvings sizes = sizes(layout.samples().shape());
    layers.add(halve(channels(0), true));
    if (sizes.count() > 1) {
      layers.add(level(sizes, 1));
    }
    layers.add(new Relu());
    layers.add(
        enlarge(
            sizes,
            0,
            sizes.imageChannels(),
            OutputActivation.of(output, layout.samples().range()),
            true));
    return new NetworkSpec(layout.latents(), layers);
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    OutputActivation.refuse(output);
    return new PatchganArchitecture(baseChannels, maxChannels, null, norm, kernel)
        .discriminator(layout);
  }

  private Halvings sizes(Shape sample) {
    return Halvings.of(NAME, sample, halvings == null ? untilSmall(sample) : halvings);
  }

  private static int untilSmall(Shape sample) {
    long side = Math.min(sample.get(0), sample.get(1));
    int count = 0;
    do {
      side = (side + 1) / 2;
      count++;
    } while (side >= SMALL);
    return count;
  }

  /** One size, with all smaller ones within, beside what comes in. */
  private Residual level(Halvings sizes, int level) {
    boolean innermost = level == sizes.count() - 1;
    List<LayerSpec> body = new ArrayList<>();
    body.add(new LeakyRelu(LEAK));
    body.add(halve(channels(level), innermost || norm == null));
    if (!innermost) {
      normalize(body);
      body.add(level(sizes, level + 1));
    }
    body.add(new Relu());
    body.add(enlarge(sizes, level, channels(level - 1), new Linear(), norm == null));
    normalize(body);
    if (dropout > 0 && level >= sizes.count() - dropoutLayers) {
      body.add(new Dropout(dropout, true, true));
    }
    return new Residual(body, List.of(), Combine.CONCAT);
  }

  private void normalize(List<LayerSpec> layers) {
    if (norm != null) {
      layers.add(norm);
    }
  }

  /** Channels after the image was halved once more than the level says. */
  private int channels(int level) {
    return DoublingChannels.after(level, baseChannels, maxChannels);
  }

  private Conv2d halve(int channels, boolean bias) {
    return new Conv2d(
        channels,
        WINDOW,
        HALVING,
        Padding.SAME,
        Size.ONE,
        new Linear(),
        kernel,
        new ConstantInitializer(0),
        bias ? Biases.TIED : Biases.NONE);
  }

  /** Undoes a halving; the size is spelt out only where it was odd. */
  private TransposedConv2d enlarge(
      Halvings sizes, int level, int channels, Activation last, boolean bias) {
    return new TransposedConv2d(
        channels,
        WINDOW,
        HALVING,
        Padding.SAME,
        sizes.doublesTo(level) ? null : sizes.size(level),
        last,
        kernel,
        new ConstantInitializer(0),
        bias ? Biases.TIED : Biases.NONE);
  }
}
