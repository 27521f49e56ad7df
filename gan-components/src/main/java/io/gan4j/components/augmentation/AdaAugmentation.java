package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes of adaptive discriminator augmentation as R3GAN takes them: mirror, quarter turns,
 * moves by whole pixels, scale, turn, stretch and moves between pixels; brightness, contrast, light
 * and dark exchanged, hue, saturation; cutout. Quarter turns are left out where images are not
 * square.
 */
@Doc(
    value = "ADA's changes in shape and colour, and cutout, as R3GAN takes them",
    paper = "Karras et al. 2020, Training GANs with limited data; Huang et al. 2024, R3GAN")
public record AdaAugmentation(
    @Doc("Multiplies the probability of changes in shape that leave pixels as they are, in [0, 1]")
        @Default("1")
        double blit,
    @Doc("Multiplies the probability of changes in shape between pixels, in [0, 1]") @Default("1")
        double geometry,
    @Doc("Multiplies the probability of changes in colour, in [0, 1]") @Default("0.5") double color,
    @Doc("Multiplies the probability of cutout, in [0, 1]") @Default("1") double cutout)
    implements Augmentation {

  public AdaAugmentation {
    Check.inClosed("blit", blit, 0, 1);
    Check.inClosed("geometry", geometry, 0, 1);
    Check.inClosed("color", color, 0, 1);
    Check.inClosed("cutout", cutout, 0, 1);
  }

  private List<Augmentation> parts(boolean square) {
    List<Augmentation> parts = new ArrayList<>();
    parts.add(new MirrorAugmentation(blit));
    if (square) {
      parts.add(new QuarterTurnAugmentation(blit));
    }
    parts.add(new TranslationAugmentation(0.125, TranslationAugmentation.Border.REFLECT, blit));
    parts.add(new WarpAugmentation(0.2, true, 0.2, 0.125, geometry));
    parts.add(new BrightnessAugmentation(0.2, color));
    parts.add(new ContrastAugmentation(0.5, color));
    parts.add(new LumaFlipAugmentation(color));
    parts.add(new HueAugmentation(color));
    parts.add(new SaturationAugmentation(1, color));
    parts.add(new CutoutAugmentation(0.5, cutout));
    return parts;
  }

  @Override
  public List<Augmentation> parts(SampleSpace samples) {
    return parts(samples.shape().get(0) == samples.shape().get(1));
  }

  @Override
  public <T> T apply(Augmenting<T> by, T samples) {
    Images<T> images = Images.of(by.ops(), samples);
    T changed = samples;
    List<Augmentation> parts = parts(images.height() == images.width());
    for (int i = 0; i < parts.size(); i++) {
      changed = parts.get(i).apply(by.part(Integer.toString(i)), changed);
    }
    return changed;
  }
}
