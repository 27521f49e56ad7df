package io.gan4j.testkit;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.augmentation.Augmenting;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.random.RandomKey;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/**
 * What every augmentation promises: samples of the same shape, each changed by a choice of its own
 * that the draw decides, and none where the probability is 0.
 */
public final class AugmentationContract {
  private static final int BATCH = 6;
  private static final int SIDE = 8;
  private static final int CHANNELS = 3;
  private static final int VALUES = SIDE * SIDE * CHANNELS;
  private static final double CLOSE = 1e-9;

  private AugmentationContract() {}

  /** The contract of an augmentation of images, on square images of three channels. */
  public static Contract of(Augmentation augmentation) {
    return new Contract(augmentation)
        .promise("can change images of three channels", () -> works(augmentation))
        .promise("keeps the shape, and values finite", () -> shaped(augmentation))
        .promise("changes nothing where the probability is 0", () -> off(augmentation))
        .promise("changes some of many images where it is 1", () -> on(augmentation))
        .promise("makes the same of the same draw", () -> pure(augmentation))
        .promise("changes each image without the others", () -> apart(augmentation));
  }

  private static DoubleTensor images(long seed) {
    double[] values = new double[BATCH * VALUES];
    for (int i = 0; i < values.length; i++) {
      values[i] = RandomKey.of(seed).uniform(i) * 2 - 1;
    }
    return DoubleTensor.of(Shape.of(BATCH, SIDE, SIDE, CHANNELS), values);
  }

  private static DoubleTensor changed(
      Augmentation augmentation, DoubleTensor images, double probability, long draw) {
    DoubleOps ops = new DoubleOps();
    Augmenting<DoubleTensor> by =
        new Augmenting<>(
            ops,
            DoubleNoise.of(5, draw, BATCH),
            "contract/",
            DoubleTensor.scalar(probability),
            new Range(-1, 1));
    return augmentation.apply(by, images);
  }

  private static void works(Augmentation augmentation) {
    Expect.empty(
        "conflicts",
        augmentation.conflicts(
            SampleSpace.images(SIDE, SIDE, CHANNELS).withRange(new Range(-1, 1))));
  }

  private static void shaped(Augmentation augmentation) {
    for (long draw = 0; draw < 20; draw++) {
      DoubleTensor changed = changed(augmentation, images(draw), 1, draw);
      Expect.equal("shape", Shape.of(BATCH, SIDE, SIDE, CHANNELS), changed.shape());
      Expect.holds(
          "values",
          "finite",
          Arrays.stream(changed.values()).allMatch(Double::isFinite),
          "one that is not");
    }
  }

  private static void off(Augmentation augmentation) {
    DoubleTensor images = images(1);
    double[] changed = changed(augmentation, images, 0, 3).values();
    for (int i = 0; i < changed.length; i++) {
      Expect.close("value " + i, images.values()[i], changed[i], CLOSE);
    }
  }

  private static void on(Augmentation augmentation) {
    DoubleTensor images = images(2);
    boolean any = false;
    for (long draw = 0; draw < 20; draw++) {
      any |= !Arrays.equals(images.values(), changed(augmentation, images, 1, draw).values());
    }
    Expect.holds("images of 20 draws", "changed in some", any, "as they were");
  }

  private static void pure(Augmentation augmentation) {
    double[] once = changed(augmentation, images(3), 0.7, 4).values();
    double[] twice = changed(augmentation, images(3), 0.7, 4).values();
    Expect.holds("the same draw", "the same images", Arrays.equals(once, twice), "others");
  }

  private static void apart(Augmentation augmentation) {
    DoubleTensor images = images(4);
    double[] others = images.values().clone();
    for (int i = VALUES; i < others.length; i++) {
      others[i] = -others[i];
    }
    double[] first = changed(augmentation, images, 1, 6).values();
    double[] again = changed(augmentation, DoubleTensor.of(images.shape(), others), 1, 6).values();
    for (int i = 0; i < VALUES; i++) {
      Expect.close("value " + i + " of the first image", first[i], again[i], CLOSE);
    }
  }
}
