package io.gan4j.components.augmentation;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import java.util.List;

/**
 * DiffAugment's policies, with its constants: colour (brightness within half of half the range,
 * saturation up to twice, contrast by half), translation by an eighth, cutout of a half.
 */
@Doc(
    value = "DiffAugment: colour, translation and cutout, with the paper's constants",
    paper = "Zhao et al. 2020, Differentiable Augmentation for data-efficient GAN training")
public record DiffAugmentation(
    @Doc("Which: color, translation, cutout; in this order")
        @Default("[color, translation, cutout]")
        List<Policy> policy)
    implements Augmentation {

  /** What DiffAugment changes. */
  public enum Policy {
    /** Brightness, saturation and contrast. */
    COLOR,
    /** Moves by whole pixels. */
    TRANSLATION,
    /** A grey square. */
    CUTOUT
  }

  public DiffAugmentation {
    policy = List.copyOf(Check.notEmpty("policy", policy));
  }

  @Override
  public List<Augmentation> parts(SampleSpace samples) {
    return policy.stream().<Augmentation>map(one -> new DiffAugmentation(List.of(one))).toList();
  }

  @Override
  public <T> T apply(Augmenting<T> by, T samples) {
    T changed = samples;
    for (Policy one : policy) {
      changed =
          switch (one) {
            case COLOR -> colour(by.part("color"), changed);
            case TRANSLATION ->
                new TranslationAugmentation(0.125, TranslationAugmentation.Border.GREY, 1)
                    .apply(by.part("translation"), changed);
            case CUTOUT -> new CutoutAugmentation(0.5, 1).apply(by.part("cutout"), changed);
          };
    }
    return changed;
  }

  private static <T> T colour(Augmenting<T> by, T samples) {
    TensorOps<T> ops = by.ops();
    Images<T> images = Images.of(ops, samples);
    T chosen = by.chosen("color", 1);
    T brighter = ops.mul(ops.constant(by.half()), around(by, "brightness", 0, 1));
    T bright = ops.add(samples, images.perImage(brighter));
    T grey = images.grey(bright);
    T saturation = images.perImage(around(by, "saturation", 1, 2));
    T saturated =
        images.channels() == 1 ? bright : ops.add(grey, ops.mul(saturation, ops.sub(bright, grey)));
    T mean = images.perImage(ops.meanPerSample(saturated));
    T contrast = images.perImage(around(by, "contrast", 1, 1));
    T contrasted = ops.add(mean, ops.mul(contrast, ops.sub(saturated, mean)));
    return images.where(chosen, contrasted, samples);
  }

  /** Uniform about a middle. */
  private static <T> T around(Augmenting<T> by, String stream, double middle, double width) {
    TensorOps<T> ops = by.ops();
    return ops.add(
        ops.mul(ops.constant(width), by.uniform(stream)), ops.constant(middle - width / 2));
  }
}
