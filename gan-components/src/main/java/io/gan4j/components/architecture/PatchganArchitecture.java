package io.gan4j.components.architecture;

import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.Sides;
import io.gan4j.api.layer.Size;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.initializer.ConstantInitializer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * A discriminator of patches: a map of scores, each of a square of the image. Convolutions of 4×4
 * pixels, padded by 1, as many by a stride of 2 as the square wants; then two by a stride of 1. The
 * first has no norm and the last no activation. For a square of one pixel all convolutions are 1×1.
 */
@Doc(
    value = "A discriminator that scores patches of an image",
    paper = "Isola et al. 2017, pix2pix, section 3.2.2 and appendix 6.1.2")
public record PatchganArchitecture(
    @Doc("Channels of the first map; they double with every convolution") @Default("64")
        int baseChannels,
    @Doc("Channels at most") @Default("512") int maxChannels,
    @Doc(
            "Side of the square that a score sees, in pixels: 1, 16, 34, 70, 142 or 286; absent:"
                + " the largest up to 70 that the image's smaller side holds")
        @Nullable Integer receptiveField,
    @Doc("Layer between convolution and activation; null: none") @Default("instance-norm")
        @Nullable LayerSpec norm,
    @Doc("Initial kernels of all layers") @Default("{type: normal, stddev: 0.02}")
        Initializer kernel)
    implements Architecture {
  /** By the number of convolutions with a stride of 2. */
  private static final List<Integer> FIELDS = List.of(1, 16, 34, 70, 142, 286);

  /** The largest that is chosen by itself. */
  private static final int USUAL = 70;

  private static final double LEAK = 0.2;

  public PatchganArchitecture {
    DoublingChannels.check(baseChannels, maxChannels);
    Check.rule(
        receptiveField == null || FIELDS.contains(receptiveField),
        "receptiveField",
        "must be one of " + FIELDS,
        String.valueOf(receptiveField));
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    throw new InvalidValueException(
        "", "lays out discriminators only; unet and translation-resnet are its generators");
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    Shape sample = layout.samples().shape();
    if (sample.numDimensions() != 3) {
      throw new ShapeMismatchException(
          "patchgan scores images [height, width, channels], got samples " + sample);
    }
    int halvings = FIELDS.indexOf(field(sample));
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(conv(halvings, 0, true));
    layers.add(new LeakyRelu(LEAK));
    for (int level = 1; level <= Math.max(1, halvings); level++) {
      layers.add(conv(halvings, level, norm == null));
      if (norm != null) {
        layers.add(norm);
      }
      layers.add(new LeakyRelu(LEAK));
    }
    layers.add(conv(1, halvings == 0 ? Size.ONE : Size.of(4), Size.ONE, true));
    return new NetworkSpec(sample, layers);
  }

  private int field(Shape sample) {
    if (receptiveField != null) {
      return receptiveField;
    }
    long side = Math.min(sample.get(0), sample.get(1));
    return IntStream.rangeClosed(1, FIELDS.size())
        .map(i -> FIELDS.get(FIELDS.size() - i))
        .filter(field -> field <= Math.min(side, USUAL))
        .findFirst()
        .orElse(1);
  }

  private Conv2d conv(int halvings, int level, boolean bias) {
    return conv(
        DoublingChannels.after(level, baseChannels, maxChannels),
        halvings == 0 ? Size.ONE : Size.of(4),
        level < halvings ? Size.of(2) : Size.ONE,
        bias);
  }

  private Conv2d conv(int filters, Size window, Size stride, boolean bias) {
    return new Conv2d(
        filters,
        window,
        stride,
        window.equals(Size.ONE) ? Padding.VALID : new Padding.Explicit(Sides.all(1)),
        Size.ONE,
        new Linear(),
        kernel,
        new ConstantInitializer(0),
        bias ? Biases.TIED : Biases.NONE);
  }
}
