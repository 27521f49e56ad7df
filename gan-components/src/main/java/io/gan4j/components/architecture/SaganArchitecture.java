package io.gan4j.components.architecture;

import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.components.activation.Relu;
import org.jspecify.annotations.Nullable;

/**
 * The residual networks of {@link ResnetArchitecture} with self-attention at one size and spectral
 * norm in both players.
 */
@Doc(
    value = "Residual blocks with self-attention, both players under spectral norm",
    paper = "Zhang et al. 2019, Self-Attention Generative Adversarial Networks")
public record SaganArchitecture(
    @Doc("Channels next to the image; they double with every halving") @Default("64")
        int baseChannels,
    @Doc("Channels at most") @Default("1024") int maxChannels,
    @Doc(
            "Smaller side of the map that goes through self-attention; absent: the largest up to 32"
                + " that is smaller than the image")
        @Nullable Integer attention,
    @Doc(
            "Layer before each activation; absent: batch-norm in a generator, none in a"
                + " discriminator; linear: none")
        @Nullable LayerSpec norm,
    @Doc("Transform of the trained kernels before use; null: none") @Default("spectral-norm")
        @Nullable WeightTransform weights,
    @Doc(
            "Activation of the generator's output; absent: sigmoid for samples in [0, 1], tanh for"
                + " [-1, 1], linear for unbounded ones. A discriminator takes none: its scores are"
                + " raw")
        @Nullable Activation output,
    @Doc("Initial kernels of the blocks' 3×3 convolutions; all others are glorot's")
        @Default("glorot")
        Initializer kernel)
    implements Architecture {
  private static final String NAME = "sagan";

  /** Side of the map that the paper found best for 128×128 images. */
  private static final int ATTENTION = 32;

  public SaganArchitecture {
    DoublingChannels.check(baseChannels, maxChannels);
  }

  @Override
  public NetworkSpec generator(Layout layout) {
    return resnet(layout).generator(NAME, layout);
  }

  @Override
  public NetworkSpec discriminator(Layout layout) {
    return resnet(layout).discriminator(NAME, layout);
  }

  private ResnetArchitecture resnet(Layout layout) {
    return new ResnetArchitecture(
        baseChannels,
        maxChannels,
        null,
        null,
        norm,
        weights,
        attention == null ? largest(layout) : attention,
        new Relu(),
        output,
        null,
        kernel);
  }

  private static int largest(Layout layout) {
    return Halvings.of(NAME, layout.samples().shape(), null).sizes().stream()
        .skip(1)
        .mapToInt(Halvings::smallerSide)
        .filter(side -> side <= ATTENTION)
        .max()
        .orElseThrow();
  }
}
